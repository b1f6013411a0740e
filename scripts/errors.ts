import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CODES } from '../src/support/codes';

/** Brings docs/errors.md in line with the catalogue of codes: `npx tsx scripts/errors.ts`. What a section says is written by hand. */
export const ERRORS = join(__dirname, '..', 'docs', 'errors.md');

const HEADING = /^## (MSH\d{3})\b.*$/;

export interface ErrorPage {
  /** What stands before the first section. */
  readonly preamble: string;
  /** By code, without their headings. */
  readonly sections: ReadonlyMap<string, string>;
}

export function readErrors(text: string): ErrorPage {
  const [preamble, ...rest] = text.split(/^(?=## )/m);
  return {
    preamble,
    sections: new Map(rest.map((section) => {
      const [heading, ...lines] = section.split('\n');
      const code = HEADING.exec(heading)?.[1];
      if (code === undefined) throw new Error(`a section that is about no code: ${heading}`);
      return [code, lines.join('\n').trim()];
    })),
  };
}

/** The first TypeScript of a text. */
export function snippetOf(text: string): string | undefined {
  return /^```ts\n([^]*?)\n```$/m.exec(text)?.[1];
}

/** In the order of the codes, with their titles; codes that are gone lose their section, new ones get one to fill in. */
export function alignErrors(text: string): string {
  const { preamble, sections } = readErrors(text);
  const aligned = Object.entries(CODES).sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, title]) =>
    `## ${code}: ${title}\n\n${sections.get(code) ?? 'TODO: what it means.\n\n```ts\n// TODO: what provokes it\n```\n\n**Fix:** TODO'}\n`);
  return [preamble.trimEnd() + '\n', ...aligned].join('\n');
}

if (require.main === module) writeFileSync(ERRORS, alignErrors(readFileSync(ERRORS, 'utf8')));
