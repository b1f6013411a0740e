import type { Finding, Severity } from './finding';
import { idOf, type Manifest } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';

/** A fault that is looked for. */
export interface Rule {
  readonly code: string;
  /** Named after the fault, as its file is. */
  readonly name: string;
  readonly severity: Severity;
  /** The fault in a few words: lower case, no full stop. Title of its page. */
  readonly summary: string;
  /** What to do about it. A sentence. */
  readonly fix: string;
  /** Codes of istioctl (IST…) and Kiali (KIA…) that say the same. */
  readonly upstream: readonly string[];
  /** The kinds it looks at, by group and name. Where none of them is there, it is not asked; without any it always is. */
  readonly reads: readonly string[];
  readonly messages: Readonly<Record<string, string>>;
  /** @param found What other rules found, for a rule about findings. */
  readonly find: (manifests: Manifests, found?: readonly Finding[]) => Finding[];
  /** Whether it is about what the others find, and is therefore asked last. */
  readonly isLast?: boolean;
}

interface Definition<Messages extends Readonly<Record<string, string>>> extends Omit<Rule, 'find' | 'upstream'> {
  readonly upstream?: readonly string[];
  /** Sentences with named gaps: `route {later} is never reached`. */
  readonly messages: Messages;
  /** Looks at everything, changes nothing, and reports in any order. */
  readonly check: (manifests: Manifests, report: Report<Messages>, found: readonly Finding[]) => void;
}

/** Says what is wrong with a field of an object, and fills the gaps of the message. */
export type Report<Messages extends Readonly<Record<string, string>>> = <Id extends keyof Messages & string>(
  manifest: Manifest<unknown>, path: string, id: Id, ...data: DataOf<Messages[Id]> extends Record<string, never> ? [] : [DataOf<Messages[Id]>]
) => void;

type Gap<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Gap<Rest> : never;
type DataOf<Text extends string> = [Gap<Text>] extends [never] ? Record<string, never> : { readonly [Name in Gap<Text>]: string | number };

export function defineRule<const Messages extends Readonly<Record<string, string>>>({ check, upstream = [], ...rule }: Definition<Messages>): Rule {
  return {
    ...rule,
    upstream,
    find: (manifests, found = []) => {
      const findings: Finding[] = [];
      const report = (manifest: Manifest<unknown>, path: string, messageId: string, data: Readonly<Record<string, string | number>> = {}) => {
        findings.push({
          code: rule.code,
          rule: rule.name,
          severity: rule.severity,
          object: idOf(manifest),
          ...(manifest.origin === undefined ? {} : { origin: manifest.origin }),
          path,
          messageId,
          message: filled(rule.messages[messageId], data),
          data,
          fix: rule.fix,
          upstream,
        });
      };
      check(manifests, report as Report<Messages>, found);
      return findings;
    },
  };
}

function filled(template: string, data: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => String(data[name]));
}
