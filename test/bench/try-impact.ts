import { benchImpact } from './impact.ts';
import { sectionText } from './report.ts';
import { raiseStage } from './stage.ts';
const stage = await raiseStage();
try {
  console.log(sectionText(await benchImpact(stage)));
} finally {
  await stage.close();
}
