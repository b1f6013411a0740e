/** Kinds of data that must be protected by rules which others made, in the words of those rules. */
export const DATA_CLASSES = ['AUTHENTICATION', 'CARDHOLDER', 'PERSONAL'] as const;
export type DataClass = typeof DATA_CLASSES[number];

/** On a Service: the classes of the data that its pods work with, separated by commas. */
export const DATA_CLASSES_ANNOTATION = 'cdk8s-istio/data-classes';

/** The data of cards: what PCI DSS calls account data. */
export const ACCOUNT_DATA: readonly DataClass[] = ['AUTHENTICATION', 'CARDHOLDER'];

/** Something that follows for a service from the classes of its data. */
export interface Consequence {
  readonly what: string;
  /** What refuses the contrary; undefined where there is none, since it is derived. */
  readonly code: string | undefined;
  /** The classes it follows from, each with what asks for it. */
  readonly because: Readonly<Partial<Record<DataClass, string>>>;
}

function ofCards(why: string): Consequence['because'] {
  return { AUTHENTICATION: why, CARDHOLDER: why };
}

/** Which class has which consequence; docs/data-classes.md prints it. */
export const CONSEQUENCES = {
  enforced: {
    what: 'its namespace is a `ZeroTrustNamespace` at stage `ENFORCED`: nobody calls it and it calls nobody undeclared, never `ALLOW_ANY`',
    code: 'MSH510',
    because: { ...ofCards('PCI DSS 1.3.1, 1.3.2, 7.3.3'), PERSONAL: 'GDPR Art. 25(2), 32(1)(b)' },
  },
  encrypted: {
    what: 'no `mutualTlsException()`',
    code: 'MSH511',
    because: { ...ofCards('PCI DSS 4.2.1, inside of the cluster too'), PERSONAL: 'GDPR Art. 32(1)(a)' },
  },
  outsideByName: {
    what: 'hosts outside by their full names: no wildcard, and no port where only an address tells them apart',
    code: 'MSH512',
    because: { ...ofCards('PCI DSS 1.2.5, 1.3.2'), PERSONAL: 'GDPR Art. 30(1)(d)' },
  },
  outsideEncrypted: {
    what: 'hosts outside over TLS, which the application or `tlsOrigination` speaks',
    code: 'MSH513',
    because: { ...ofCards('PCI DSS 4.2.1'), PERSONAL: 'GDPR Art. 32(1)(a)' },
  },
  neverTwice: {
    what: 'requests to it, and its own to hosts outside, are tried again only if they were surely not processed',
    code: 'MSH514',
    because: ofCards('nothing is paid twice'),
  },
  traced: {
    what: 'spans of its proxies carry fixed tags: no header, no path, no query; no proxy ever traces a body',
    code: undefined,
    because: { ...ofCards('PCI DSS 3.2.1, 3.3.1'), PERSONAL: 'GDPR Art. 5(1)(c)' },
  },
  audited: {
    what: 'its proxies log who, what, when and with which result; no query, no other header, no token, no body',
    code: undefined,
    because: { ...ofCards('PCI DSS 10.2.1, 10.2.2'), PERSONAL: 'GDPR Art. 5(2)' },
  },
} as const satisfies Readonly<Record<string, Consequence>>;

/** Those of some classes from which a consequence follows, ordered. */
export function demanding(classes: readonly DataClass[], consequence: keyof typeof CONSEQUENCES): DataClass[] {
  const { because }: Consequence = CONSEQUENCES[consequence];
  return DATA_CLASSES.filter((one) => classes.includes(one) && because[one] !== undefined);
}
