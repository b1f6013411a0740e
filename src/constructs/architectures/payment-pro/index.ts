export { PaymentPro } from './payment-pro';
export { PaymentProAccounts } from './payment-pro-accounts';
export { PaymentProCustomers } from './payment-pro-customers';
export { PaymentProEdge } from './payment-pro-edge';
export { type PaymentProPartner, PaymentProPlan } from './payment-pro-partners';
export { PaymentProPayments } from './payment-pro-payments';
export type { PaymentProProps } from './payment-pro-props';
export { PaymentProRisk } from './payment-pro-risk';
export { PaymentProSupport } from './payment-pro-support';
