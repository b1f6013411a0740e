import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';

/** The app as plain JavaScript: a pod has no time to compile it. */
export function buildApp(dir: string): void {
  mkdirSync(dir, { recursive: true });
  const sources = join(__dirname, 'app');
  for (const file of readdirSync(sources)) {
    const { outputText } = transpileModule(readFileSync(join(sources, file), 'utf8'), {
      compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 },
    });
    writeFileSync(join(dir, file.replace(/\.ts$/, '.js')), outputText);
  }
}
