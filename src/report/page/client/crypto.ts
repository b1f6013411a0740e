/** Browsers check signatures only later than they are asked: the page takes no signed token, so that nobody asks here. */
export const constants = { RSA_PKCS1_PSS_PADDING: 6 };

export function createPublicKey(): never {
  throw new Error('signatures are not checked in a page');
}

export const verify = createPublicKey;
