const services = [
  ...['SQS', 'S3', 'CLOUDWATCH', 'CLOUDWATCH_LOGS', 'SECRETS_MANAGER', 'DYNAMODB', 'XRAY'],
];

/** What an embedded stack says of how to reach it, with one address for all of its services. */
export function stackEnvironment(address: string): Readonly<Record<string, string>> {
  return {
    ...Object.fromEntries(services.map((name) => [`AWS_ENDPOINT_URL_${name}`, address])),
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
}
