export * from './mesh-simulator';
export * from './simulated-decision';
export { SimulatedMirror, SimulatedOutcome, SimulatedRoute } from './simulated-outcome';
export * from './simulated-request';
