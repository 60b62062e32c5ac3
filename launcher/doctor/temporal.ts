/** Does the Temporal server answer, and is our namespace there? */
import { connectTemporal, type TemporalClient } from '../../temporal/client.ts';
import { searchAttributes } from '../../temporal/search-attributes.ts';
import { type Check, silence } from './finding.ts';

const variable = 'TEMPORAL_ADDRESS';

export const temporal: Check = {
  variables: [variable, 'TEMPORAL_NAMESPACE'],
  async examine({ TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE: namespace }, patience) {
    if (!TEMPORAL_ADDRESS) return [];
    let house: TemporalClient;
    try {
      house = await connectTemporal({ address: TEMPORAL_ADDRESS, namespace, patience: patience / 2 });
    } catch {
      const what = { en: 'no Temporal server answers there', ru: 'там не отвечает сервер Temporal' };
      const mend = { en: 'start it, and check host and port', ru: 'запустите его, проверьте адрес и порт' };
      return [{ variable, state: 'fails', what, mend }];
    }
    try {
      return await house.connection.withDeadline(Date.now() + patience, () => look(house, namespace));
    } finally {
      await house.close();
    }
  },
};

async function look({ connection }: TemporalClient, namespace: string): ReturnType<Check['examine']> {
  const { serverVersion } = await connection.workflowService.getSystemInfo({});
  try {
    await connection.workflowService.describeNamespace({ namespace });
  } catch (error) {
    const absent = (error as { code?: number }).code === 5;
    const why = silence(error);
    return [
      {
        ...{ variable: 'TEMPORAL_NAMESPACE', state: 'fails' },
        what: absent
          ? {
              en: `Temporal ${serverVersion} has no namespace ${namespace}`,
              ru: `в Temporal ${serverVersion} нет пространства ${namespace}`,
            }
          : {
              en: `the namespace ${namespace} cannot be read: ${why.en}`,
              ru: `пространство ${namespace} не читается: ${why.ru}`,
            },
        mend: { en: 'node launcher/prepare/main.ts makes it', ru: 'его создаст node launcher/prepare/main.ts' },
      },
    ];
  }
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.values(searchAttributes).filter(({ name }) => !(customAttributes && name in customAttributes)).length;
  const more =
    missing === 0
      ? { en: '', ru: '' }
      : { en: '; the next start adds its search attributes', ru: '; следующий запуск добавит поисковые поля' };
  const at = `Temporal ${serverVersion}, ${namespace}`;
  return [{ variable, state: 'works', what: { en: `${at}${more.en}`, ru: `${at}${more.ru}` } }];
}
