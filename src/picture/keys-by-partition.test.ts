import { expect, test } from 'vitest';
import { drawKeysByPartition } from './keys-by-partition.ts';

test('keys by partition, one square a key; a partition without keys has none', () => {
  const keys = [
    { key: 'alice', partition: 0 },
    { key: 'user2', partition: 2 },
    { key: '日本', partition: 0 },
  ];
  expect(
    drawKeysByPartition({ partitionCount: 3, keys }, { width: 80, unicode: true }).join('\n'),
  ).toMatchInlineSnapshot(`
    "p0 ■■ 2  alice 日本
    p1    0
    p2 ■  1  user2"
  `);
  expect(
    drawKeysByPartition({ partitionCount: 3, keys }, { width: 60, unicode: false }).join('\n'),
  ).toMatchInlineSnapshot(`
    "p0 ## 2  alice \\u65e5\\u672c
    p1    0
    p2 #  1  user2"
  `);
});

test('many keys: the bar keeps its proportions and the keys go on below', () => {
  const keys = Array.from({ length: 90 }, (_, at) => ({ key: `k${at}`, partition: at % 10 === 0 ? 1 : 0 }));
  expect(
    drawKeysByPartition({ partitionCount: 2, keys }, { width: 60, unicode: true }).join('\n'),
  ).toMatchInlineSnapshot(`
    "p0 ■■■■■■■■■■■■■■■■■■■■ 81  k1 k2 k3 k4 k5 k6 k7 k8 k9 k11
                                k12 k13 k14 k15 k16 k17 k18 k19
                                k21 k22 k23 k24 k25 k26 k27 k28
                                k29 k31 k32 k33 k34 k35 k36 k37
                                k38 k39 k41 k42 k43 k44 k45 k46
                                k47 k48 k49 k51 k52 k53 k54 k55
                                k56 k57 k58 k59 k61 k62 k63 k64
                                k65 k66 k67 k68 k69 k71 k72 k73
                                k74 k75 k76 k77 k78 k79 k81 k82
                                k83 k84 k85 k86 k87 k88 k89
    p1 ■■■                   9  k0 k10 k20 k30 k40 k50 k60 k70
                                k80"
  `);
});
