/**
 * Writes API.md from .jsii: the hand-written API, without the L1 submodules, which would add a megabyte.
 *
 * jsii-docgen reads the newest copy of each package below node_modules, and some tools bring a newer one of constructs than the lowest
 * supported. So it runs in a folder that holds the peers of package.json and nothing else.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const MODULES = join(ROOT, 'node_modules');

/** Static methods that the lowest supported release of constructs has and later ones do not. */
const GONE = ['createRoot'];

/** What comes after the title. */
const PREFACE = `

The constructs, and what they take. The other languages have the same, in their own spelling. The examples leave the imports out. Codes
such as MSH001 are explained in [docs/errors.md](docs/errors.md), with what to do about them.

`;

/** Puts constructs there as every supported release has it. */
function installConstructs(folder: string): void {
  mkdirSync(folder);
  copyFileSync(join(MODULES, 'constructs', 'package.json'), join(folder, 'package.json'));
  const assembly = JSON.parse(readFileSync(join(MODULES, 'constructs', '.jsii'), 'utf8'));
  for (const type of Object.values<any>(assembly.types)) {
    type.methods = type.methods?.filter((method: { name: string }) => !GONE.includes(method.name));
  }
  writeFileSync(join(folder, '.jsii'), JSON.stringify(assembly));
}

const folder = mkdtempSync(join(tmpdir(), 'docgen-'));
try {
  for (const file of ['.jsii', 'package.json']) copyFileSync(join(ROOT, file), join(folder, file));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(MODULES, 'cdk8s'), join(folder, 'node_modules', 'cdk8s'));
  installConstructs(join(folder, 'node_modules', 'constructs'));
  execFileSync(join(MODULES, '.bin', 'jsii-docgen'), ['--submodule', 'root', '-o', 'API.md'], { cwd: folder, stdio: 'inherit' });
  writeFileSync(join(ROOT, 'API.md'), readFileSync(join(folder, 'API.md'), 'utf8').replace('\n\n', PREFACE));
} finally {
  rmSync(folder, { recursive: true });
}
