import '../app.ts';
import '../../../admin/src/theme.ts';
