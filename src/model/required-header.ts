import type { Operation } from './call';
import type { Origin } from './origin';
import type { ServiceKey } from './service';

/** Requests without this header are refused, whoever asks. */
export interface RequiredHeader {
  readonly service: ServiceKey;
  /** In lower case. */
  readonly header: string;
  /** Of which requests; always with ports, which are HTTP. */
  readonly operation: Operation;
  readonly origin: Origin;
}
