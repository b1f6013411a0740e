export { type ExpectedRoute, MeshSimulator } from './mesh-simulator';
export { SimulatedDecision } from './simulated-decision';
export { type SimulatedMirror, type SimulatedOutcome, type SimulatedRoute } from './simulated-outcome';
export { type SimulatedRequest } from './simulated-request';
