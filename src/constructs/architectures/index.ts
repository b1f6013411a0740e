export * from './ecommerce';
