import type { Code } from './codes';
import { visible } from './unprintable';

/**
 * What is wrong, said so that the reader can mend it: every message of the library is made here.
 */
export interface Fault {
  /** What is wrong, lower case, no full stop. */
  readonly what: string;
  /** The value that was given. */
  readonly got?: unknown;
  /** What would have been accepted. */
  readonly allowed?: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** A fault of the whole declaration, found when everything is known. */
export interface Problem {
  readonly code: Code;
  /** Path of the construct at fault. */
  readonly path: string;
  readonly message: string;
}

/** Thrown where a call alone is already wrong. */
export class MeshError extends Error {
  public constructor(
    /** Stable code, listed in docs/errors.md. */
    public readonly code: Code,
    /** Path of the construct at fault; empty for a value that belongs to no construct yet. */
    public readonly path: string,
    private readonly text: string,
  ) {
    super(sentence({ code, path, message: text }));
    this.name = 'MeshError';
  }

  /** The same fault with a place, where it had none. */
  public at(place: Placed): MeshError {
    return this.path === '' ? new MeshError(this.code, place.node.path, this.text) : this;
  }
}

/** A whole message: code, place and text, on one line whatever is in them. */
export function sentence({ code, path, message }: Problem): string {
  return visible(`[${code}] ${path === '' ? '' : `${path}: `}${message}`);
}

/** Anything with a place in the construct tree. */
export interface Placed {
  readonly node: { readonly path: string };
}

/** One sentence a fact: what is wrong; what was given; what is allowed; the fix. */
export function explain(fault: Fault): string {
  const parts = [fault.what];
  if ('got' in fault) parts.push(`got ${show(fault.got)}`);
  if (fault.allowed !== undefined) parts.push(`allowed: ${fault.allowed}`);
  if (fault.fix !== undefined) parts.push(`fix: ${fault.fix}`);
  return parts.join('; ');
}

/** Refuses a wrong call. */
export function fail(at: Placed | undefined, code: Code, fault: Fault): never {
  throw new MeshError(code, at === undefined ? '' : at.node.path, explain(fault));
}

/** Says of a value's fault in which construct it was given. */
export function within<T>(at: Placed, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof MeshError ? error.at(at) : error;
  }
}

/** Hostile input is shown quoted and cut, so that it cannot change the shape of the message. */
function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
