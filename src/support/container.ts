import { fail, type Placed } from './errors';

/** What a registry, a repository, a tag and a digest are made of. */
const IMAGE = /^[a-zA-Z0-9][a-zA-Z0-9._:/-]*(@sha256:[0-9a-f]{64})?$/;

/** The image of a container. */
export function checkImage(value: string, at?: Placed): string {
  if (typeof value === 'string' && IMAGE.test(value)) return value;
  return fail(at, 'MSH041', { what: 'image is not the name of an image', got: value, allowed: 'registry/repository:tag or registry/repository@sha256:…' });
}

/** An image that stays the same: by its digest. */
export function checkPinnedImage(value: string, at?: Placed): string {
  if (typeof value === 'string' && IMAGE.exec(value)?.[1] !== undefined) return value;
  return fail(at, 'MSH445', { what: 'the image is not named by its digest', got: value, allowed: 'registry/repository@sha256:…', fix: 'name the digest: a tag can be put on something else' });
}

/** The user a process runs as: not root, and not the proxy, whose traffic is not captured. */
export function checkUserId(value: number, at?: Placed): number {
  if (Number.isInteger(value) && value >= 1 && value <= 2147483647 && value !== 1337) return value;
  return fail(at, 'MSH044', {
    what: value === 1337 ? 'runAsUser is the user of the proxy, whose traffic bypasses the mesh' : 'runAsUser is not a user an application may run as',
    got: value,
    allowed: '1 to 2147483647, but for 1337',
  });
}

/** The name of an environment variable. */
export function checkVariable(value: string, what: string, at?: Placed): string {
  if (typeof value === 'string' && /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(value)) return value;
  return fail(at, 'MSH045', { what: `${what} is not the name of a variable`, got: value, allowed: 'letters, digits, _, - and ., no digit first' });
}

/** A directory or file inside of a container. */
export function checkDirectory(value: string, what: string, at?: Placed): string {
  const sound = typeof value === 'string' && /^(\/[A-Za-z0-9._-]+)+$/.test(value) && !value.split('/').some((segment) => segment === '.' || segment === '..');
  if (sound) return value;
  return fail(at, 'MSH046', { what: `${what} is not a path in a container`, got: value, allowed: 'an absolute path below /, of letters, digits, ., _ and -' });
}
