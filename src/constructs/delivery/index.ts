export { AbTest, type AbTestProps, AbVariant } from './ab-test';
export { CanaryRelease, type CanaryReleaseProps, type StickyCookieOptions } from './canary-release';
export { ReleaseEngine } from './release-engine';
