export { MeshAnalysis } from './mesh-analysis';
export type { AcknowledgeOptions } from './mesh-analysis';
export { PathNormalization } from './mesh-context';
export type { GatewayPortContext, GatewayWorkloadContext, MeshContext, RemotePortContext, RemoteServiceContext } from './mesh-context';
export { FindingSeverity } from './mesh-finding';
export type { AcknowledgedFinding, MeshFinding } from './mesh-finding';
export { MeshValidation } from './mesh-validation';
export type { MeshValidationProps } from './mesh-validation';
