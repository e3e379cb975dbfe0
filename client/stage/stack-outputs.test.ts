import { expect, it } from 'vitest';
import { readStackOutputs } from './stack-outputs.ts';

const answer = `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
  <DescribeStacksResult><Stacks><member>
    <Tags><member><Key>application</Key><Value>spillway</Value></member></Tags>
    <Outputs>
      <member><OutputValue>https://a.execute-api.eu-west-1.amazonaws.com/dev</OutputValue><OutputKey>Endpoint</OutputKey></member>
      <member>
        <OutputKey>DashboardUrl</OutputKey>
        <OutputValue>https://x/?a=1&amp;b=2</OutputValue>
      </member>
    </Outputs>
    <StackName>Spillway-dev</StackName>
  </member></Stacks></DescribeStacksResult>
</DescribeStacksResponse>`;

it("reads a stack's outputs, whatever else it says of it", async () => {
  const asked: string[] = [];
  const outputs = await readStackOutputs('dev', async ({ body }) => {
    asked.push(body);
    return answer;
  });
  expect(outputs).toEqual({
    Endpoint: 'https://a.execute-api.eu-west-1.amazonaws.com/dev',
    DashboardUrl: 'https://x/?a=1&b=2',
  });
  expect(asked).toEqual(['Action=DescribeStacks&Version=2010-05-15&StackName=Spillway-dev']);
});

it('says how to deploy a stage that has no stack, and keeps any other error', async () => {
  const failing = (message: string) => () =>
    Promise.reject(Object.assign(new Error(message), { name: 'ValidationError' }));
  await expect(
    readStackOutputs('dev', failing('Stack with id Spillway-dev does not exist')),
  ).rejects.toMatchObject({ remedy: expect.stringContaining('npx cdk deploy -c stage=dev') });
  await expect(readStackOutputs('dev', failing('odd'))).rejects.toThrow('odd');
});
