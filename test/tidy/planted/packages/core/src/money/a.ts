import './b.ts';
import '../catalog/model.ts';
import 'node:fs';
