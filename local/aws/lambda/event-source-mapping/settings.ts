/** One `AWS::Lambda::EventSourceMapping`, resolved. */
export interface MappingSettings {
  readonly functionName: string;
  readonly functionArn: string;
  /** `RecursiveLoop: Terminate` */
  readonly endsLoops: boolean;
  readonly alias?: string;
  readonly queueName: string;
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly region: string;
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  /** How long a batch that was received is the mapping's alone. */
  readonly visibilitySeconds: number;
  readonly maxConcurrency?: number;
  /** `ReportBatchItemFailures`; without it a batch succeeds or fails as a whole. */
  readonly hasPartialFailures: boolean;
}
