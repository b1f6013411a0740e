/** As much of Node's `Buffer` as the simulator uses, for browsers. */
class Bytes {
  constructor(private readonly bytes: Uint8Array) {}

  toString(encoding: 'utf8' | 'base64' | 'base64url' = 'utf8'): string {
    if (encoding === 'utf8') return new TextDecoder().decode(this.bytes);
    const base64 = btoa(Array.from(this.bytes, (byte) => String.fromCharCode(byte)).join(''));
    return encoding === 'base64' ? base64 : base64.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  }
}

/** What is no base64 ends where it stops being so, as in Node. */
function from(text: string, encoding: 'utf8' | 'base64' | 'base64url' = 'utf8'): Bytes {
  if (encoding === 'utf8') return new Bytes(new TextEncoder().encode(text));
  const plain = text.replace(/-/g, '+').replace(/_/g, '/').replace(/[^A-Za-z0-9+/].*$/s, '');
  const whole = plain.length % 4 === 1 ? plain.slice(0, -1) : plain;
  return new Bytes(Uint8Array.from(atob(whole), (character) => character.charCodeAt(0)));
}

(globalThis as { Buffer?: unknown }).Buffer = { from, byteLength: (text: string) => new TextEncoder().encode(text).length };
