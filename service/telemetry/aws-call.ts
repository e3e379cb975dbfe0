/** A call of an AWS service, as the trace map shows it. */
export interface AwsCall {
  /** Such as `SQS`. */
  readonly service: string;
  /** Such as `SendMessage`. */
  readonly operation: string;
  readonly region: string;
  /** Names the queue on the trace map. */
  readonly queueUrl?: string | undefined;
}

/** What the SDK says about every answer, and about every error that was an answer. */
export interface AwsAnswer {
  readonly $metadata?: {
    readonly httpStatusCode?: number | undefined;
    readonly requestId?: string | undefined;
    readonly attempts?: number | undefined;
  };
}
