export { build } from '../../../examples/two-services/main';
