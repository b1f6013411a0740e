import { join } from 'node:path';
import * as cdk8s from 'cdk8s';
import * as ts from 'typescript';
import { valueAfter } from './snippets';
import * as library from '../../src';

/** What the library says about a program, when it is run and its app synthesized. */
export function said(program: string): string {
  try {
    valueAfter(`${program}\nconst synthesized = app.synthYaml();`, 'synthesized');
    return '';
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

/** What the compiler says about programs, each of its own. */
export function faultsOf(programs: readonly string[]): string[] {
  const bodies = programs.map((program, index) => `export function program${index}(): void {\n${program}\n}`);
  const used = Object.keys({ ...cdk8s, ...library }).filter((name) => bodies.some((body) => new RegExp(`\\b${name}\\b`).test(body)));
  const from = (module: string, names: object) => `import { ${used.filter((name) => name in names).join(', ')} } from '${module}';`;
  return faultsIn([from('cdk8s', cdk8s), from('../src', library), ...bodies].join('\n'));
}

/** A file beside the tests that is not there. */
function faultsIn(text: string): string[] {
  const folder = join(__dirname, '..');
  const file = join(folder, 'snippets-of-a-page.ts');
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile).config, ts.sys, folder);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, version) => (name === file ? ts.createSourceFile(name, text, version) : getSourceFile(name, version));
  // of the snippets only the setting-up is not all used
  const program = ts.createProgram([file], { ...options, noEmit: true, noUnusedLocals: false }, host);
  const source = program.getSourceFile(file);
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
    .map((fault) => ts.flattenDiagnosticMessageText(fault.messageText, '\n'));
}
