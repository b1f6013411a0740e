import { parseArgs, type ParseArgsConfig } from 'node:util';
import { filesOf, readFiles } from './input-files';
import { readContext } from './read-context';
import { UsageError } from './usage-error';
import { idOf, titleOf } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';

type Options = NonNullable<ParseArgsConfig['options']>;

/** What every command that reads manifests understands. */
const COMMON = {
  context: { type: 'string' },
  namespace: { type: 'string', short: 'n' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies Options;

export const COMMON_HELP = `      --context <file>                  what lies outside of the files, as YAML
  -n, --namespace <name>                where objects that name no namespace are applied (default)
`;

export function optionsOf<Own extends Options>(args: readonly string[], own: Own): Parsed<Own & typeof COMMON> {
  return parsed(args, { ...own, ...COMMON });
}

/** For commands that read no manifests. */
export function parsed<All extends Options>(args: readonly string[], options: All): Parsed<All> {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

/** Named, since what it is made of has no name outside of Node's types. */
type Parsed<All extends Options> = ReturnType<typeof parseArgs<{ args: string[]; allowPositionals: true; options: All }>>;

export function word<Word extends string>(option: string, value: string, words: readonly Word[]): Word {
  const found = words.find((one) => one === value);
  if (found === undefined) throw new UsageError(`${option} must be one of ${words.join(', ')}, not ${value}`);
  return found;
}

interface Reading {
  readonly context?: string;
  readonly namespace?: string;
}

export function manifestsIn(paths: readonly string[], { context, namespace }: Reading): Manifests {
  return readFiles(filesOf(paths), namespace, readContext(context));
}

/** For answers that would be wrong if an object were missing. */
export function wholeManifestsIn(paths: readonly string[], reading: Reading): Manifests {
  const manifests = manifestsIn(paths, reading);
  const { refused } = manifests;
  if (refused.length === 0) return manifests;
  const told = refused.slice(0, 10).map(({ manifest, problems: [{ path, problem }] }) => {
    const { source = 'input', line } = manifest.origin ?? {};
    return `  ${titleOf(idOf(manifest))} (${source}${line === undefined ? '' : `:${line}`}): ${path === '' ? '' : `${path}: `}${problem}`;
  });
  throw new UsageError(`${refused.length} of the objects cannot be read, and without them the answer could be wrong (\`cdk8s-istio analyze\` says more):\n${told.join('\n')}`);
}
