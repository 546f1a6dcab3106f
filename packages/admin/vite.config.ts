import ui from '@nuxt/ui/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';
import { compressAssets } from './compress-assets.ts';

/** Every icon the pages use, by its full name: a name built at run time would be fetched from another host. */
const icons = [
  'arrow-down',
  'arrow-up',
  'arrow-up-down',
  'arrow-right',
  'archive',
  'archive-restore',
  'ban',
  'book-open-text',
  'brush',
  'braces',
  'calendar',
  'check',
  'chevron-down',
  'chevron-left',
  'chevron-right',
  'chevrons-left',
  'chevrons-right',
  'circle-alert',
  'circle-check',
  'clock',
  'coins',
  'columns-3',
  'copy',
  'download',
  'eraser',
  'flask-conical',
  'history',
  'image',
  'image-up',
  'images',
  'info',
  'key-round',
  'layers',
  'link',
  'loader-circle',
  'log-in',
  'log-out',
  'menu',
  'milestone',
  'minus',
  'moon',
  'panel-left-close',
  'panel-left-open',
  'pencil',
  'plus',
  'receipt-text',
  'rotate-ccw',
  'search',
  'search-x',
  'settings',
  'shield-alert',
  'sparkles',
  'stamp',
  'sun',
  'table-2',
  'trash-2',
  'triangle-alert',
  'unplug',
  'user',
  'user-plus',
  'users',
  'wallet',
  'wand-sparkles',
  'x',
].map((name) => `lucide:${name}`);

/** Where the service answers while the admin is served by Vite. */
const service = `http://127.0.0.1:${process.env['PORT'] ?? '4000'}`;

export default defineConfig({
  plugins: [
    vue(),
    ui({
      components: false,
      autoImport: false,
      dts: false,
      // Styles of the components in use alone.
      experimental: { componentDetection: true },
      ui: {
        colors: {
          primary: 'verdigris',
          neutral: 'mist',
          secondary: 'verdigris',
          info: 'sky',
          success: 'emerald',
          warning: 'amber',
          error: 'red',
        },
      },
      icon: { clientBundle: { icons, sizeLimitKb: 64 } },
    }),
    compressAssets(),
  ],
  resolve: { conditions: ['@halfpenny/source', 'module', 'browser', 'development|production'] },
  build: {
    target: 'es2022',
    // The page's content security policy allows no data: addresses, so no asset is written into the code.
    assetsInlineLimit: 0,
    sourcemap: false,
    // Says which script needs which: test/browser/first-load.test.ts adds them up.
    manifest: true,
    chunkSizeWarningLimit: 2400,
  },
  worker: { format: 'es' },
  server: { proxy: { '/auth': service, '/graphql': service, '/images': service } },
});
