import * as cdk8s from 'cdk8s';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import * as library from '../../src';

/** The snippets of a page in one language, in their order. */
export function snippets(page: string, language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'gm'))].map(([, snippet]) => snippet);
}

/** What a program leaves in a variable: it knows cdk8s, the library, and what is given besides. */
export function valueAfter(program: string, variable: string, given: Readonly<Record<string, unknown>> = {}): any {
  const names = { ...cdk8s, ...library, ...given };
  const { outputText } = transpileModule(program, { compilerOptions: { target: ScriptTarget.ES2022, module: ModuleKind.ESNext } });
  return new Function('names', `const { ${Object.keys(names).join(', ')} } = names;\n${outputText}\nreturn ${variable};`)(names);
}

/** The commands of this library on a page, without what the shell does with them. */
export function commandsOn(page: string): string[][] {
  const lines = [...snippets(page, 'sh'), ...snippets(page, 'bash')].join('').split('\n').flatMap((line) => /cdk8s-istio (.*)$/.exec(line)?.[1] ?? []);
  return lines.map((line) => [...line.replace(/\s+(?:#|>|\|\|).*$/, '').matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain));
}
