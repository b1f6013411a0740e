export * from './ab-test';
export * from './canary-release';
export * from './release-engine';
