import type { TokenRequirement } from '../cognito/authorize-token.ts';
import type { SamplingRule } from '../xray/sampling-rules.ts';

/** One REST API with its one stage, as the template declares it. */
export interface ApiSettings {
  readonly apiId: string;
  readonly apiName: string;
  readonly region: string;
  readonly accountId: string;
  readonly stage: string;
  readonly binaryMediaTypes: readonly string[];
  /** Whether there are metrics of each method, besides those of the stage. */
  readonly hasMethodMetrics?: boolean;
  readonly routes: readonly Route[];
  /** Which requests X-Ray records. Absent: by its default rule. */
  readonly samplingRules?: readonly SamplingRule[];
  readonly gatewayResponses: Readonly<Record<string, GatewayResponse>>;
  /** Absent: not throttled by the stage. */
  readonly throttle?: Throttle;
  readonly accessLog?: { readonly logGroup: string; readonly format: string };
}

export interface Throttle {
  readonly ratePerSecond: number;
  readonly burst: number;
}

export interface Route {
  readonly resourceId: string;
  /** `/webhooks/{source}` */
  readonly resourcePath: string;
  /** `ANY`, or one in upper case. */
  readonly method: string;
  readonly functionName: string;
  readonly alias?: string;
  readonly timeoutMs: number;
  /** Settings by the request's method, which replace the stage's. */
  readonly throttles?: Readonly<Record<string, Throttle>>;
  /** Absent: everyone may call it. */
  readonly authorizer?: TokenRequirement;
}

/** How the template changes an answer that the gateway gives itself. */
export interface GatewayResponse {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  /** With `$context.…` in it. */
  readonly template?: string;
}
