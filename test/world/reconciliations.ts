/** Reconciliations as a controller asks for them. */
import { asked, type Asker } from './askers.ts';

/** A run to its end, whether it reconciled or failed. `started` is the mutation that starts it, `fields` what is asked of it: `state` among them. */
export async function reconciled<Run extends object = Record<string, unknown>>(
  asker: Asker,
  started: string,
  fields: string,
): Promise<Run> {
  const document = `mutation { answer: ${started} { ... on Reconciliation { id } ... on Refusal { message } } }`;
  const { answer } = await asked<{ answer: { id?: string; message?: string } }>(asker, document);
  if (answer.id === undefined) throw new Error(answer.message);
  for (;;) {
    const { run } = await asked<{ run: Run & { state: string } }>(asker, `{ run: reconciliation(id: "${answer.id}") { ${fields} } }`);
    if (run.state === 'RECONCILED' || run.state === 'FAILED') return run;
  }
}
