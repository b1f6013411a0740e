export { Ecommerce, type EcommerceProps } from './ecommerce';
