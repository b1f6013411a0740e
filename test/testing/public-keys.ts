/** Keys of nobody: their private halves were never kept. */
export const RSA_KEY = {
  kty: 'RSA',
  n: 'uw--cHZNZyv4YGOV-thupCvxuGIJbc5bf47nwuL1D_h-YNMj8ODgsUXZZqBOupWb3_h3RR8uYXjpRUjtSoJ9b9TquqcCcX0GCh2XYlVukkomGtFfsI3m0JCZ'
    + '9IIWez9-CAVWdpo3xEInl0Oii7_rFIezHvHKhDytSmhrc8O9UUgujhJbeRmH_1aLHPCeOlXi5PXWeDN-wS7CFoR1oBXbvb5oFK2XcLXb7q-Ic4Yq8qBbA1CL'
    + 'Y-_RpC04ja3nUssY6cOUoaVRkSJBxJF_bSPSAb8aGn-MBM5YsEP8iFWX6pfX0cAVSdn7AQrZQpZyGXwGO_xpaGfD9_EJAu0pShbvYw',
  e: 'AQAB',
};
export const EC_KEY = { kty: 'EC', x: 'WV7ULihLhgeUc3YEObjTa101secLwIbIYQAwHlF5qBo', y: 'XjcC70Gm7NYuXcMLpTudh5V40UVmM2GWegg-e__Ofcw', crv: 'P-256' };
export const OKP_KEY = { crv: 'Ed25519', x: 'P9xwLKwHrexeVV0uYpg_NP7DkRsRIuur2an_JKYYmCY', kty: 'OKP' };

/** A set of one key, as an issuer publishes it. */
export const KEY_SET = JSON.stringify({ keys: [RSA_KEY] });
