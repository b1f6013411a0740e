import type { PlannedDestination, Release, WeightedVersion } from './route';
import type { Service } from './service';

export function destinationOf({ version, weight }: WeightedVersion): PlannedDestination {
  return { version, weight, setCookie: undefined };
}

/** Where requests go that no route takes. */
export function defaultDestinations(service: Service, release: Release | undefined): PlannedDestination[] {
  if (release !== undefined) return releaseDestinations(release);
  const version = service.defaultVersion ?? (service.versions.length === 1 ? service.versions[0].name : undefined);
  return [{ version, weight: 100, setCookie: undefined }];
}

function releaseDestinations(release: Release): PlannedDestination[] {
  const { stable, candidate, weight } = release;
  return [
    { version: stable, weight: 100 - weight, setCookie: undefined },
    { version: candidate, weight, setCookie: isSplitting(release) ? cookie(release) : undefined },
  ].filter((destination) => destination.weight !== 0);
}

/** Whether some get the stable version and some the candidate: only then is there anything to keep. */
export function isSplitting({ weight }: Release): boolean {
  return weight > 0 && weight < 100;
}

function cookie({ stickyCookie, candidate }: Release): string | undefined {
  return stickyCookie && `${stickyCookie.name}=${candidate}; Path=/; Max-Age=${stickyCookie.maxAgeSeconds}; HttpOnly; SameSite=Lax`;
}
