export * from './architectures';
export * from './delivery';
export * from './gateway';
export * from './mesh';
export * from './security';
export * from './service';
export * from './traffic';
