import { type Examples, examplesByType } from '../example.ts';

const customer = {
  id: 115_310_627_314_723_950,
  email: 'john@example.com',
  first_name: 'John',
  last_name: 'Smith',
  verified_email: true,
};

const line = {
  id: 866_550_311_766_439_000,
  product_id: 632_910_392,
  variant_id: 808_950_810,
  name: 'IPod Nano - 8GB',
  sku: 'IPOD2008PINK',
  quantity: 1,
  price: '199.00',
};

/** https://shopify.dev/docs/api/webhooks */
export const shopify: Examples = examplesByType<object>(
  {
    'orders/create': ({ iso, number }) => order(number, iso, 'pending'),
    'orders/paid': ({ iso, number }) => order(number, iso, 'paid'),
    'orders/cancelled': ({ iso, number }) => ({
      ...order(number, iso, 'voided'),
      cancelled_at: iso,
      cancel_reason: 'customer',
    }),
    'orders/fulfilled': ({ iso, number }) => ({
      ...order(number, iso, 'paid'),
      fulfillment_status: 'fulfilled',
    }),
    'refunds/create': ({ iso, number }) => ({
      id: number,
      order_id: 820_982_911,
      created_at: iso,
      note: 'Wrong size',
      restock: true,
      refund_line_items: [{ line_item_id: line.id, quantity: 1, subtotal: 199, line_item: line }],
      transactions: [{ id: 245_135_271, amount: '199.00', kind: 'refund', status: 'success' }],
    }),
    'products/update': ({ iso }) => ({
      id: 788_032_119,
      title: 'Example T-Shirt',
      handle: 'example-t-shirt',
      vendor: 'Acme',
      product_type: 'Shirts',
      status: 'active',
      tags: 'example, mens, t-shirt',
      updated_at: iso,
      variants: [{ id: 642_667_041, price: '19.99', sku: 'example-shirt-s', title: 'Small' }],
    }),
    'customers/create': ({ iso }) => ({ ...customer, created_at: iso, tags: '', currency: 'USD' }),
    'app/uninstalled': () => ({
      id: 548_380_009,
      name: 'Super Toys',
      domain: 'example.myshopify.com',
      email: 'super@example.com',
      plan_name: 'basic',
    }),
  },
  (json, type, { iso, uuid }) => ({
    headers: {
      'user-agent': 'Shopify-Captain-Hook',
      'x-shopify-api-version': '2026-10',
      'x-shopify-event-id': uuid.replace(/^./, '9'),
      'x-shopify-shop-domain': 'example.myshopify.com',
      'x-shopify-topic': type,
      'x-shopify-triggered-at': iso,
      'x-shopify-webhook-id': uuid,
    },
    json,
  }),
);

function order(id: number, iso: string, status: 'pending' | 'paid' | 'voided') {
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    created_at: iso,
    currency: 'USD',
    customer,
    email: customer.email,
    financial_status: status,
    fulfillment_status: null,
    line_items: [line],
    name: '#9999',
    order_number: 1234,
    subtotal_price: '199.00',
    tags: 'tag1, tag2',
    test: true,
    total_price: '209.00',
    total_tax: '0.00',
  };
}
