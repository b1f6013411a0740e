export { build } from '../../../examples/bookinfo/main';
