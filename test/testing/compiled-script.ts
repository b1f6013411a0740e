import { readFileSync } from 'node:fs';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import type { ScriptOf } from '../../src/report/page/bundle';

/** What the compiler would make of a module: for pages of a checkout that is not compiled, or not again. */
export const scriptOfSource: ScriptOf = (module) => transpileModule(readFileSync(`${module}.ts`, 'utf8'), {
  compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
}).outputText;
