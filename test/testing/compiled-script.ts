import { readFileSync } from 'node:fs';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import type { ScriptOf } from '../../src/report/page/bundle';

const known = new Map<string, string>();

/** What the compiler would make of a module: for pages of a checkout that is not compiled, or not again. */
export const scriptOfSource: ScriptOf = (module) => {
  const script = known.get(module) ?? compiled(module);
  known.set(module, script);
  return script;
};

const compiled: ScriptOf = (module) => transpileModule(readFileSync(`${module}.ts`, 'utf8'), {
  compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
}).outputText;
