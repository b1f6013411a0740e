import type { Party } from './party';

/** Whom a rule lets in, or keeps out: one party, or everyone of a kind. */
export interface Who {
  /** `anyone` also comes without an identity, `mesh` has any identity, `plain` has none, `some` are those whom a pattern means. */
  readonly kind: 'party' | 'anyone' | 'mesh' | 'plain' | 'some';
  /** In words, and the same for the same. */
  readonly title: string;
  /** Keys of the known parties among them; nothing for `anyone`, `mesh` and `plain`. */
  readonly members: ReadonlySet<string>;
  /** Keys of those known parties that are not. */
  readonly except: ReadonlySet<string>;
  /** The same and others who are not, in words. */
  readonly excluded: readonly string[];
}

const NOBODY: ReadonlySet<string> = new Set();
const WORDS = { anyone: 'anyone, also without identity', mesh: 'anyone in the mesh', plain: 'anyone without identity' } as const;

export function oneParty(key: string): Who {
  return { kind: 'party', title: key, members: new Set([key]), except: NOBODY, excluded: [] };
}

export function everyoneBut(kind: 'anyone' | 'mesh' | 'plain', except = NOBODY, words: readonly string[] = [...except]): Who {
  const excluded = [...new Set(words)].sort();
  return { kind, title: excluded.length === 0 ? WORDS[kind] : `${WORDS[kind]}, but not ${excluded.join(', ')}`, members: NOBODY, except, excluded };
}

export function someOf(title: string, members: ReadonlySet<string>): Who {
  return { kind: 'some', title, members, except: NOBODY, excluded: [] };
}

export function includes(who: Who, { key, principal }: Pick<Party, 'key' | 'principal'>): boolean {
  if (who.except.has(key)) return false;
  if (who.kind === 'anyone') return true;
  if (who.kind === 'mesh') return principal !== undefined;
  return who.kind === 'plain' ? principal === undefined : who.members.has(key);
}

export function isEveryone(who: Who): who is Who & { readonly kind: 'anyone' | 'mesh' | 'plain' } {
  return who.kind === 'anyone' || who.kind === 'mesh' || who.kind === 'plain';
}

/** Whether everyone of one is among the other, as far as it can be known. */
export function isWithin(one: Who, other: Who): boolean {
  const isLetIn = isEveryone(one)
    ? other.excluded.every((words) => one.excluded.includes(words))
    : [...one.members].every((key) => !other.except.has(key));
  if (other.kind === 'anyone') return isLetIn;
  if (other.kind === 'mesh') return isLetIn && one.kind !== 'anyone' && one.kind !== 'plain';
  if (one.kind === other.kind && one.title === other.title) return true;
  return one.kind === 'party' && [...one.members].every((key) => other.members.has(key));
}

/** Whether someone may be among both. */
export function mayMeet(one: Who, other: Who): boolean {
  if (isEveryone(one) && isEveryone(other)) return one.kind === other.kind || one.kind === 'anyone' || other.kind === 'anyone';
  if (isEveryone(one)) return one.kind !== 'plain' && [...other.members].some((key) => !one.except.has(key));
  if (isEveryone(other)) return mayMeet(other, one);
  return one.title === other.title || [...one.members].some((key) => other.members.has(key));
}

/** Those of one who are not among the other. */
export function without(one: Who, other: Who): Who[] {
  if (!mayMeet(one, other)) return [one];
  const spared = [...other.except];
  if (!isEveryone(one)) return withoutMembers(one, other, spared);
  if (!isEveryone(other)) return [everyoneBut(one.kind, new Set([...one.except, ...other.members]), [...one.excluded, other.title])];
  const rest = spared.filter((key) => !one.except.has(key)).map(oneParty);
  if (one.kind !== 'anyone' || other.kind === 'anyone') return rest;
  return [everyoneBut(other.kind === 'plain' ? 'mesh' : 'plain', one.except, one.excluded), ...rest];
}

function withoutMembers(one: Who, other: Who, spared: readonly string[]): Who[] {
  const isMeant = (key: string) => (isEveryone(other) ? !spared.includes(key) : other.members.has(key));
  if (one.kind === 'party') return [...one.members].some(isMeant) ? [] : [one];
  const left = [...one.members].filter((key) => !isMeant(key));
  if (isEveryone(other) || one.title === other.title) return left.map(oneParty);
  return [someOf(`${one.title}, but not ${other.title}`, new Set(left))];
}
