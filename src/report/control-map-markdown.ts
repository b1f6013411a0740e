import type { Statement } from './controls/control';
import type { ControlLine, ControlMap } from './controls/control-map';
import { markdownText } from './markdown-text';
import { titleOf } from '../manifests/manifest';

/** For auditors and wikis: each requirement with what shows it, what speaks against it, and what nobody can see here. */
export function formatControlMap({ services, lines }: ControlMap): string {
  const parts = services.length === 0 ? [NOTHING] : [
    `Services with data of cards: ${services.map(markdownText).join(', ')}.`,
    'What follows is read from the objects alone. It shows a part of what each requirement of PCI DSS 4.0.1 asks for, and replaces no assessment.',
    summary(lines),
    ...lines.map(section),
  ];
  return `${['# Control map', ...parts].join('\n\n')}\n`;
}

/** Why nothing is told. */
export const NOTHING = 'No service says that it works with data of cards (`CARDHOLDER` or `AUTHENTICATION`), so nothing can be told of their protection.';

function summary(lines: readonly ControlLine[]): string {
  return ['| Section | Requirement | State |', '| --- | --- | --- |', ...lines.map((line) => `| ${line.section} | ${line.title} | ${line.state} |`)].join('\n');
}

function section({ section: number, title, state, shown, against, beyond }: ControlLine): string {
  return [
    `## ${number}: ${title}`,
    `**${state}**`,
    ...listed('Shown by objects', shown),
    ...listed('Speaks against it', against),
    `No object shows: ${beyond}.`,
  ].join('\n\n');
}

function listed(heading: string, statements: readonly Statement[]): string[] {
  return statements.length === 0 ? [] : [`${heading}:`, statements.map(({ what, objects }) => `- ${markdownText(what)}${objects.length === 0 ? '' : ` (${objects.map((object) => markdownText(titleOf(object))).join(', ')})`}`).join('\n')];
}
