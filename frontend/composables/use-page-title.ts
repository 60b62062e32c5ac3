/** The page's own name in the tab and for screen readers, followed by the house's. */
import { watchEffect } from 'vue';
import { useWords } from './use-words.ts';

export function usePageTitle(title: () => string | undefined): void {
  const { t } = useWords();
  watchEffect(() => {
    const own = title();
    document.title = own ? `${own} · ${t('house')}` : t('house');
  });
}
