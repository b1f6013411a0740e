import { type PaymentProAccounts } from './payment-pro-accounts';
import { type PaymentProCustomers } from './payment-pro-customers';
import { type PaymentProPayments } from './payment-pro-payments';
import { type PaymentProRisk } from './payment-pro-risk';
import { type PaymentProSupport } from './payment-pro-support';
import { type CallOptions } from '../../service';
import { HttpMethod, PathMatch } from '../../traffic';

interface Parts {
  readonly payments: PaymentProPayments;
  readonly customers: PaymentProCustomers;
  readonly accounts: PaymentProAccounts;
  readonly risk: PaymentProRisk;
  readonly support: PaymentProSupport;
}

/** Who calls whom, once: everything else is refused. */
export function declareCalls(parts: Parts): void {
  paymentCalls(parts);
  moneyBackCalls(parts);
  outsideCalls(parts);
  customerCalls(parts);
  accountCalls(parts);
  riskCalls(parts);
  supportCalls(parts);
}

function post(...paths: string[]): CallOptions {
  return { methods: [HttpMethod.POST], paths: paths.map((path) => PathMatch.exact(path)) };
}

function get(...paths: string[]): CallOptions {
  return { methods: [HttpMethod.GET], paths: paths.map((path) => PathMatch.subtree(path)) };
}

/** A payment, from its order to the books. */
function paymentCalls({ payments: { engine, transaction, ledger, acquirerConnector }, customers: { merchants }, accounts, risk }: Parts): void {
  engine.calls(risk.fraud, post('/v1/decisions'));
  engine.calls(merchants, get('/v1/merchants'));
  engine.calls(accounts.cards, get('/v1/cards'));
  engine.calls(accounts.limits, post('/v1/reservations'));
  engine.calls(accounts.fx, get('/v1/rates'));
  engine.calls(accounts.pricing, get('/v1/fees'));
  engine.calls(transaction, post('/v1/transactions'));
  transaction.calls(accounts.wallets, post('/v1/holds'));
  transaction.calls(acquirerConnector, post('/v1/authorizations', '/v1/captures'));
  transaction.calls(ledger, post('/v1/entries'));
  ledger.calls(risk.audit, post('/v1/events'));
}

function moneyBackCalls({ payments: { settlement, refunds, payouts, reconciliation, ...payments }, customers, accounts, risk }: Parts): void {
  settlement.calls(payments.ledger, get('/v1/entries'));
  settlement.calls(payments.bankConnector, post('/v1/transfers'));
  settlement.calls(customers.merchants, get('/v1/merchants'));
  settlement.calls(accounts.fx, get('/v1/rates'));
  refunds.calls(payments.transaction, get('/v1/transactions'));
  refunds.calls(payments.transaction, post('/v1/reversals'));
  refunds.calls(customers.notifications, post('/v1/messages'));
  payouts.calls(accounts.wallets, post('/v1/holds'));
  payouts.calls(accounts.limits, post('/v1/reservations'));
  payouts.calls(risk.sanctionsScreening, post('/v1/screenings'));
  payouts.calls(payments.bankConnector, post('/v1/transfers'));
  reconciliation.calls(payments.ledger, get('/v1/entries'));
  reconciliation.calls(settlement, get('/v1/batches'));
  reconciliation.calls(payments.acquirerConnector, get('/v1/statements'));
  reconciliation.calls(payments.bankConnector, get('/v1/statements'));
}

/** One service for each host outside, and nobody else gets there. */
function outsideCalls({ payments: { acquirerConnector, acquirer, bankConnector, bank }, accounts: { tokenVault } }: Parts): void {
  acquirerConnector.calls(tokenVault, post('/v1/detokenize'));
  acquirerConnector.calls(acquirer);
  bankConnector.calls(bank);
}

function customerCalls({ payments, customers: { users, kyc, merchants, apiPartners, disputes, notifications }, accounts, risk }: Parts): void {
  users.calls(kyc, post('/v1/checks'));
  users.calls(notifications, post('/v1/messages'));
  users.calls(risk.audit, post('/v1/events'));
  kyc.calls(risk.sanctionsScreening, post('/v1/screenings'));
  merchants.calls(kyc, post('/v1/checks'));
  merchants.calls(accounts.pricing, get('/v1/fees'));
  apiPartners.calls(merchants, get('/v1/merchants'));
  apiPartners.calls(notifications, post('/v1/messages'));
  disputes.calls(payments.transaction, get('/v1/transactions'));
  disputes.calls(payments.refunds, post('/v1/refunds'));
  disputes.calls(notifications, post('/v1/messages'));
}

function accountCalls({ payments: { ledger }, customers: { users }, accounts, risk }: Parts): void {
  const { wallets, cards, tokenVault, limits, fx, pricing } = accounts;
  wallets.calls(ledger, post('/v1/entries'));
  wallets.calls(limits, post('/v1/reservations'));
  cards.calls(tokenVault, post('/v1/tokens'));
  cards.calls(users, get('/v1/customers'));
  tokenVault.calls(risk.audit, post('/v1/events'));
  pricing.calls(fx, get('/v1/rates'));
}

function riskCalls({ payments, customers: { users }, risk: { fraud, riskScoring, sanctionsScreening, audit, reporting } }: Parts): void {
  fraud.calls(riskScoring, post('/v1/scores'));
  fraud.calls(payments.transaction, get('/v1/transactions'));
  fraud.calls(audit, post('/v1/events'));
  riskScoring.calls(users, get('/v1/customers'));
  sanctionsScreening.calls(audit, post('/v1/events'));
  reporting.calls(payments.ledger, get('/v1/entries'));
  reporting.calls(payments.settlement, get('/v1/batches'));
  reporting.calls(audit, get('/v1/events'));
}

/** What crosses the border of the mesh: towards support only, and metrics. */
function supportCalls({ payments, customers, accounts, risk, support: { namespace, logging, monitoring, backup, notification } }: Parts): void {
  for (const writing of [payments.engine, customers.users, risk.fraud, risk.audit]) writing.calls(logging);
  customers.notifications.calls(notification);
  monitoring.calls(notification);
  backup.calls(logging);
  for (const { namespace: core } of [payments, customers, accounts, risk]) {
    core.allowScraping({
      namespaceName: namespace.namespaceName,
      podLabels: { app: monitoring.serviceName },
      reason: 'monitoring reads what the proxies count',
    });
  }
}
