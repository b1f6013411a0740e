/**
 * What kind of data a service works with: stores, processes, or passes on. Consequences follow from it, which are derived or, where they
 * contradict what is declared, refused; docs/data-classes.md lists them.
 *
 * @see https://www.pcisecuritystandards.org/glossary/
 * @see https://eur-lex.europa.eu/eli/reg/2016/679/oj
 */
export enum DataClass {
  /** The number of a card, and with it the holder's name, the date of expiry and the service code: cardholder data of PCI DSS. */
  CARDHOLDER = 'CARDHOLDER',

  /** What proves that a card is at hand: verification codes, PINs, the content of magnetic stripe or chip. Sensitive authentication data of PCI DSS. */
  AUTHENTICATION = 'AUTHENTICATION',

  /** What belongs to a person who can be identified: personal data of the GDPR. */
  PERSONAL = 'PERSONAL',
}
