/** The service in a process of its own, as it runs in production. */
import { openLogger, readSettings, startService, systemClock } from '@halfpenny/api';
import { answerParent } from './child.ts';

const settings = readSettings(process.env);
if (!settings.ok) throw new Error(settings.refusal.message);
const parts = { clock: systemClock, logger: openLogger('silent'), embeddedDatabase: true, adminFolder: process.env['ADMIN_FOLDER'] };
const service = await startService(settings.value, parts);
if (!service.ok) throw new Error(service.refusal.message);
process.once('SIGTERM', () => process.exit());
answerParent(service.value.address);
