export { Ecommerce, type EcommerceProps } from './ecommerce';
export * from './payment-pro';
