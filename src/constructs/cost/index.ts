export { MeshCost, type MeshCostOptions } from './mesh-cost';
export type { MeshAmount, MeshCostOfNamespace, MeshCostPart, MeshCostWay } from './mesh-amounts';
