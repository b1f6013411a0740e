import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Puts the policies of `PaymentPro` into the program, since a package of few files has no place for others: `npx tsx scripts/policies.ts`. */
const FOLDER = join(__dirname, '..', 'src', 'constructs', 'architectures', 'payment-pro');
export const TARGET = join(FOLDER, 'payment-pro-policies.ts');

const HEAD = `// Generated from policies/ by scripts/policies.ts: edit those.
import { RegoPolicy } from '../../security/rego-policy';
`;

/** The program text, as it must be. */
export function policiesModule(): string {
  return [HEAD, policy('fraud', 'Which payments the service fraud is asked about.'), policy('requests', 'What partners may send.')].join('\n');
}

function policy(name: string, comment: string): string {
  const text = readFileSync(join(FOLDER, 'policies', name, `${name}.rego`), 'utf8');
  if (/`|\$\{/.test(text)) throw new Error(`${name}.rego: no template can hold a backquote or a dollar with a brace`);
  return `/** ${comment} */\nexport function ${name}Policy(): RegoPolicy {\n  return RegoPolicy.text('${name}.rego', String.raw\`${text}\`);\n}\n`;
}

if (require.main === module) writeFileSync(TARGET, policiesModule());
