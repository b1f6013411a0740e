import { parseAllDocuments } from 'yaml';
import type { Finding } from '../../src/analysis/finding';
import type { Rule } from '../../src/analysis/rule';
import { Manifests } from '../../src/manifests/manifests';
import { manifestOf } from '../../src/manifests/read-manifests';
import { DEFAULT_SURROUNDINGS, type Surroundings } from '../../src/manifests/surroundings';
import { readManifests } from '../../src/manifests/text-reader';

interface Case {
  readonly name: string;
  /** YAML, several documents. */
  readonly objects: string;
  readonly surroundings?: Partial<Surroundings>;
  /** Whether the objects are read as they would be anywhere else: those without the shape of their kind are left out. */
  readonly judged?: boolean;
}

interface Expected {
  /** `VirtualService shop/reviews spec.http[0]` */
  readonly at: string;
  readonly message: string;
  readonly data?: Readonly<Record<string, string | number>>;
}

interface Cases {
  readonly valid: readonly Case[];
  readonly invalid: readonly (Case & { readonly findings: readonly Expected[] })[];
}

/** What a rule must find, and what it must let pass: each case is a test, and so is what holds for all rules. */
export function ruleTest(rule: Rule, { valid, invalid }: Cases): void {
  describe(rule.name, () => {
    test.each(valid.map((one) => [one.name, one] as const))('lets pass: %s', (_, one) => {
      expect(found(rule, one)).toEqual([]);
    });

    test.each(invalid.map((one) => [one.name, one] as const))('finds: %s', (_, one) => {
      expect(one.findings.length).toBeGreaterThan(0);
      expect(found(rule, one).map(summary)).toEqual(one.findings.map(({ at, message, data }) => ({ at, message, data: data ?? expect.anything() })));
      expect(found(rule, one, true).map(summary)).toEqual(found(rule, one).map(summary));
    });

    test('has cases of both sorts, all different, which provoke each of its messages', () => {
      expect(valid.length).toBeGreaterThan(0);
      expect(new Set([...valid, ...invalid].map(({ name }) => name)).size).toBe(valid.length + invalid.length);
      expect(new Set(invalid.flatMap(({ findings }) => findings.map(({ message }) => message)))).toEqual(new Set(Object.keys(rule.messages)));
    });

    test('reads the kinds it says, and no others', () => {
      const asked = new Set<string>();
      for (const one of [...valid, ...invalid]) rule.find(new Recorder(asked, manifestsOf(one)));
      expect([...asked].sort()).toEqual([...rule.reads].sort());
    });
  });
}

function summary({ object, path, messageId, data }: Finding): { at: string; message: string; data: unknown } {
  return { at: [object.kind, `${object.namespace === '' ? '' : `${object.namespace}/`}${object.name}`, path].filter((part) => part !== '').join(' '), message: messageId, data };
}

function found(rule: Rule, one: Case, reversed = false): Finding[] {
  const manifests = manifestsOf(one);
  return sortedFindings(rule.find(reversed ? new Manifests([...manifests.all].reverse(), manifests.surroundings, manifests.refused) : manifests));
}

function sortedFindings(findings: Finding[]): Finding[] {
  const key = (finding: Finding) => JSON.stringify(summary(finding));
  return findings.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The objects of a case, which nobody may change. */
export function manifestsOf({ objects, surroundings, judged }: Omit<Case, 'name'>): Manifests {
  const around = { ...DEFAULT_SURROUNDINGS, ...surroundings };
  if (judged) return readManifests(objects, around);
  const read = parseAllDocuments(objects).map((document) => deepFreeze(manifestOf(document.toJS({ maxAliasCount: -1 }))));
  return new Manifests(read, around);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFreeze);
  return Object.freeze(value);
}

/** Writes down which kinds are asked for. */
class Recorder extends Manifests {
  constructor(private readonly asked: Set<string>, { all, surroundings, refused }: Manifests) {
    super(all, surroundings, refused);
  }

  override ofKind(kind: string): any {
    this.asked?.add(kind);
    return super.ofKind(kind);
  }
}
