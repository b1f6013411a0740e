export { build } from '../../../examples/company-gateway/main';
