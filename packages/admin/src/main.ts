import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './app.css';
import ui from '@nuxt/ui/vue-plugin';
import urql from '@urql/vue';
import { createApp } from 'vue';
import App from './App.vue';
import { apiClient } from './graphql/api-client.ts';
import { createAdminRouter } from './router.ts';
import { browserClock, clockKey } from './time/browser-clock.ts';

createApp(App).use(createAdminRouter()).use(ui).use(urql, apiClient()).provide(clockKey, browserClock).mount('#app');
