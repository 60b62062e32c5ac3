/** Generated from the OpenAPI document by frontend/generate-client.ts: change the schemas, not this file. */
export interface paths {
    "/api/shows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Dates ahead, soonest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Dates ahead, soonest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ShowList"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/shows/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One date, by id or short code, with its ticket types and other dates */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One date, by id or short code, with its ticket types and other dates */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Show"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/productions/{slug}/poster.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A production's poster, drawn by code, as SVG */
        get: {
            parameters: {
                query?: {
                    language?: "ru" | "en";
                    width?: number;
                };
                header?: never;
                path: {
                    slug: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A production's poster, drawn by code, as SVG */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/*": string;
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/productions/{slug}/poster.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A production's poster, drawn by code, as PNG */
        get: {
            parameters: {
                query?: {
                    language?: "ru" | "en";
                    width?: number;
                };
                header?: never;
                path: {
                    slug: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A production's poster, drawn by code, as PNG */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/*": string;
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Orders of the person signed in, newest first */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Orders of the person signed in, newest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OrderList"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Hold seats and get the payment link; the same orderId again gives the same answer */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewOrder"];
                };
            };
            responses: {
                /** @description Hold seats and get the payment link; the same orderId again gives the same answer */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlacedOrder"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SoldOut | TooManyHeld | NotOnSale | CountryRefused | OrderNotYours | OrderDiffers | OrderClosed */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description EmailRequired | NoSuchTicketType | NoPriceInCurrency | PriceTooLow | ProviderNotOffered */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description PaymentUnavailable | SalesPaused | Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{id}/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same once more, under a new id, when the hold of this order has ended */
        post: {
            parameters: {
                query?: {
                    token?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrderAgain"];
                };
            };
            responses: {
                /** @description The same once more, under a new id, when the hold of this order has ended */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PlacedOrder"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SoldOut | TooManyHeld | NotOnSale | CountryRefused | OrderNotYours | OrderDiffers | OrderClosed */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description EmailRequired | NoSuchTicketType | NoPriceInCurrency | PriceTooLow | ProviderNotOffered */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description PaymentUnavailable | SalesPaused | Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An order with its tickets */
        get: {
            parameters: {
                query?: {
                    token?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description An order with its tickets */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Order"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give an order up before it is paid; its seats are free again */
        post: {
            parameters: {
                query?: {
                    token?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Give an order up before it is paid; its seats are free again */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Order"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAwaitingPayment */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{id}/refund-quote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would come back now, by the refund policy and within what the provider can do */
        get: {
            parameters: {
                query?: {
                    token?: string;
                    /** @description Ticket ids, by comma; default: all. */
                    tickets?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What would come back now, by the refund policy and within what the provider can do */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["RefundQuote"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{id}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Return tickets: they are void at once, the money goes back as fast as its provider allows */
        post: {
            parameters: {
                query?: {
                    token?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RefundAsked"];
                };
            };
            responses: {
                /** @description Return tickets: they are void at once, the money goes back as fast as its provider allows */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Order"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound | NoSuchTicket */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotPaid | TicketUsed | RefundClosed | RefundWholeOnly | NothingToReturn | OrderOver */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{id}/exchange-dates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Other dates of the production, and whether the tickets can be exchanged for them */
        get: {
            parameters: {
                query?: {
                    token?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Other dates of the production, and whether the tickets can be exchanged for them */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ExchangeDates"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{id}/exchange": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** All tickets of the order for another date of the same production, at the same price */
        post: {
            parameters: {
                query?: {
                    token?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ExchangeAsked"];
                };
            };
            responses: {
                /** @description All tickets of the order for another date of the same production, at the same price */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Order"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotPaid | ExchangeClosed | ExchangeUnfit | SoldOut | NotOnSale | OrderOver */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{id}/rating": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One to five stars for the show, from its start and for two weeks; the last word counts */
        post: {
            parameters: {
                query?: {
                    token?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RatingGiven"];
                };
            };
            responses: {
                /** @description One to five stars for the show, from its start and for two weeks; the last word counts */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Order"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description RatingClosed | OrderOver */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{id}/calendar.ics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The evening for a calendar */
        get: {
            parameters: {
                query?: {
                    token?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The evening for a calendar */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/*": string;
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a claim link leads to */
        get: {
            parameters: {
                query: {
                    key: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What a claim link leads to */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ClaimOffer"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description ClaimRefused */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Take a ticket by its link, once; the same person may ask again */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ClaimAsked"];
                };
            };
            responses: {
                /** @description Take a ticket by its link, once; the same person may ask again */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Claimed"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description ClaimRefused */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description ClaimTaken | TicketNotValid | TicketUsed | OrderOver */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description EmailRequired */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One ticket as its holder sees it */
        get: {
            parameters: {
                query?: {
                    token?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description One ticket as its holder sees it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TicketPass"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/calendar.ics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A companion's evening for a calendar */
        get: {
            parameters: {
                query?: {
                    token?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A companion's evening for a calendar */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "image/*": string;
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tickets that the person signed in holds without having bought them */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Tickets that the person signed in holds without having bought them */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TicketPasses"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Is this ticket good for this show? Whoever holds the token may ask; nothing about the person is said */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["TicketCheck"];
                };
            };
            responses: {
                /** @description Is this ticket good for this show? Whoever holds the token may ask; nothing about the person is said */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["TicketVerdict"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/watch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What there is to watch with this ticket now; if nothing, why and what to do */
        get: {
            parameters: {
                query?: {
                    token?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What there is to watch with this ticket now; if nothing, why and what to do */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["WatchView"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/screens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Watch on this screen; another one of the same ticket ends */
        post: {
            parameters: {
                query?: {
                    token?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ScreenAsked"];
                };
            };
            responses: {
                /** @description Watch on this screen; another one of the same ticket ends */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ScreenTaken"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description WatchClosed | CountryRefused | TicketNotValid */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/screens/{screenId}/playback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The next minutes of picture, while the ticket is good and this is its screen */
        post: {
            parameters: {
                query?: {
                    token?: string;
                };
                header?: never;
                path: {
                    id: string;
                    screenId: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The next minutes of picture, while the ticket is good and this is its screen */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Playback"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description ScreenEnded | WatchClosed | CountryRefused | TicketNotValid */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/handover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A code that moves the picture to another screen, for five minutes */
        post: {
            parameters: {
                query?: {
                    token?: string;
                };
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A code that moves the picture to another screen, for five minutes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Handover"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TicketNotValid */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/arrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The other screen: its code for a key to the watch page of this ticket */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Arriving"];
                };
            };
            responses: {
                /** @description The other screen: its code for a key to the watch page of this ticket */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Arrived"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description HandoverOver */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with Telegram's Mini App data */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignIn"];
                };
            };
            responses: {
                /** @description Sign in with Telegram's Mini App data */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRefused | SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/house": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the bot is, and the sandbox when the house runs with it */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Where the bot is, and the sandbox when the house runs with it */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["House"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/telegram": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to sign in on the web: the person confirms in the chat with the bot, where the same code is shown */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Begin to sign in on the web: the person confirms in the chat with the bot, where the same code is shown */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignInBegun"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/telegram/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Is it confirmed? Then the session, once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignInSecret"];
                };
            };
            responses: {
                /** @description Is it confirmed? Then the session, once */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
                /** @description Not yet. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignInWaits"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInTaken | SignInDeclined */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInExpired */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a letter with a link to sign in; the answer is the same whatever the address */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["LinkAsked"];
                };
            };
            responses: {
                /** @description Send a letter with a link to sign in; the answer is the same whatever the address */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["LinkSent"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-in/email/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in with a letter's link, once */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignInSecret"];
                };
            };
            responses: {
                /** @description Sign in with a letter's link, once */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedIn"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInTaken */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInExpired */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign out everywhere: every token of the person that was issued until now is over */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["SignOut"];
                };
            };
            responses: {
                /** @description Sign out everywhere: every token of the person that was issued until now is over */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SignedOut"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Organisations that the person signed in works for, and as what */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path?: never;
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Organisations that the person signed in works for, and as what */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OrganisationList"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who works for the organisation
         * @description For members of the organisation whose role has `manageMembers`.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Who works for the organisation */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemberList"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Somebody works for the organisation from now on; nobody gives more than they have
         * @description For members of the organisation whose role has `manageMembers`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewMember"];
                };
            };
            responses: {
                /** @description Somebody works for the organisation from now on; nobody gives more than they have */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemberList"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description LastOwner */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/members/{personId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Somebody no longer works for the organisation
         * @description For members of the organisation whose role has `manageMembers`.
         */
        delete: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    personId: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MemberGone"];
                };
            };
            responses: {
                /** @description Somebody no longer works for the organisation */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemberList"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description LastOwner */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        options?: never;
        head?: never;
        /**
         * Another role
         * @description For members of the organisation whose role has `manageMembers`.
         */
        patch: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    personId: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["MemberRole"];
                };
            };
            responses: {
                /** @description Another role */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MemberList"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description LastOwner */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        trace?: never;
    };
    "/api/organiser/{org}/productions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Productions with their dates and how they sell, drafts included
         * @description For members of the organisation whose role has `seeSales`.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Productions with their dates and how they sell, drafts included */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyProductions"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /**
         * Add a production
         * @description For members of the organisation whose role has `manageShows`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewProduction"];
                };
            };
            responses: {
                /** @description Add a production */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ProductionSaved"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a date of a production, as a draft that nobody else sees
         * @description For members of the organisation whose role has `manageShows`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewShow"];
                };
            };
            responses: {
                /** @description Add a date of a production, as a draft that nobody else sees */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ShowSaved"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TimePassed */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A date with its tickets, its sales and what was changed
         * @description For members of the organisation whose role has `seeSales`.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description A date with its tickets, its sales and what was changed */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyShowDetails"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows/{id}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change capacity, hold time, refund policy and chat
         * @description For members of the organisation whose role has `manageShows`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ShowSettings"];
                };
            };
            responses: {
                /** @description Change capacity, hold time, refund policy and chat */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyShowDetails"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description CapacityTooSmall | ShowNotOpen */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description ShowIncomplete */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a date on the playbill, or take it off while nothing is sold
         * @description For members of the organisation whose role has `manageShows`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ShowPublished"];
                };
            };
            responses: {
                /** @description Put a date on the playbill, or take it off while nothing is sold */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyShowDetails"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description ShowNotOpen */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description ShowIncomplete | TimePassed */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows/{id}/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Play it at another time: every buyer is told and may return the ticket whole
         * @description For members of the organisation whose role has `manageShows`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ShowMoved"];
                };
            };
            responses: {
                /** @description Play it at another time: every buyer is told and may return the ticket whole */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyShowDetails"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description ShowNotOpen */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TimePassed */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel it: every buyer is told and gets the whole price back
         * @description For members of the organisation whose role has `manageShows`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["ShowCancelled"];
                };
            };
            responses: {
                /** @description Cancel it: every buyer is told and gets the whole price back */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["MyShowDetails"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description ShowNotOpen */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows/{id}/stage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The desk of a show: its state, its picture, where to send to, what happened
         * @description For members of the organisation whose role has `runStage`.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The desk of a show: its state, its picture, where to send to, what happened */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StageDesk"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows/{id}/stage/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * On air now
         * @description For members of the organisation whose role has `runStage`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["StageAsked"];
                };
            };
            responses: {
                /** @description On air now */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StageDesk"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NoPicture | ShowNotOpen */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows/{id}/stage/interval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An interval, with a countdown for the viewers
         * @description For members of the organisation whose role has `runStage`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["IntervalAsked"];
                };
            };
            responses: {
                /** @description An interval, with a countdown for the viewers */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StageDesk"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description ShowNotOpen */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows/{id}/stage/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The interval is over
         * @description For members of the organisation whose role has `runStage`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["StageAsked"];
                };
            };
            responses: {
                /** @description The interval is over */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StageDesk"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description ShowNotOpen */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows/{id}/stage/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The show is over: off air, and the recording is finished
         * @description For members of the organisation whose role has `runStage`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["StageAsked"];
                };
            };
            responses: {
                /** @description The show is over: off air, and the recording is finished */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StageDesk"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description ShowNotOpen */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows/{id}/stage/word": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A word to everybody who watches
         * @description For members of the organisation whose role has `runStage`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["WordAsked"];
                };
            };
            responses: {
                /** @description A word to everybody who watches */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StageDesk"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description ShowNotOpen */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows/{id}/stage/rotate-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new stream key: the old one stops working at once
         * @description For members of the organisation whose role has `runStage`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["StageAsked"];
                };
            };
            responses: {
                /** @description A new stream key: the old one stops working at once */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StageDesk"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NoChannel | ShowNotOpen */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows/{id}/stage/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Countries, the moving mark, how long the recording may be watched, the address elsewhere
         * @description For members of the organisation whose role has `manageShows`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["StageSettingsAsked"];
                };
            };
            responses: {
                /** @description Countries, the moving mark, how long the recording may be watched, the address elsewhere */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StageDesk"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description ShowNotOpen */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows/{id}/stage/kind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Play it another way: ticket holders are told of the new way in, the old one closes
         * @description For members of the organisation whose role has `manageShows`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["KindAsked"];
                };
            };
            responses: {
                /** @description Play it another way: ticket holders are told of the new way in, the old one closes */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["StageDesk"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description ShowNotOpen */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description ShowIncomplete */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows/{id}/stage/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The picture as it comes in, for the organiser alone; minutes, ask again
         * @description For members of the organisation whose role has `runStage`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The picture as it comes in, for the organiser alone; minutes, ask again */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PreviewPlayback"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NoChannel */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows/{id}/stage/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The recording as a file to keep
         * @description For members of the organisation whose role has `manageShows`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The recording as a file to keep */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Download"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NoRecording */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows/{id}/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Orders of a date, newest first, fifty a page
         * @description For members of the organisation whose role has `seeSales`.
         */
        get: {
            parameters: {
                query?: {
                    /** @description Order number, name or e-mail. */
                    search?: string;
                    phase?: "held" | "awaitingPayment" | "paid" | "closed" | "expired" | "cancelled" | "refunded";
                    /** @description Fifty a page. */
                    page?: number;
                };
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Orders of a date, newest first, fifty a page */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["SoldOrders"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An order from its first minute, and what its process waits for
         * @description For members of the organisation whose role has `seeSales`.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description An order from its first minute, and what its process waits for */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OrderStory"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/orders/{id}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Return tickets of a buyer: by the policy, or the whole price
         * @description For members of the organisation whose role has `manageOrders`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["OrganiserRefund"];
                };
            };
            responses: {
                /** @description Return tickets of a buyer: by the policy, or the whole price */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OrderStory"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NoSuchTicket | NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotPaid | TicketUsed | RefundClosed | RefundWholeOnly | NothingToReturn | OrderOver */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/orders/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the tickets once more
         * @description For members of the organisation whose role has `manageOrders`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RequestOnce"];
                };
            };
            responses: {
                /** @description Send the tickets once more */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OrderStory"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotPaid | OrderOver */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/tickets/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a ticket void, without money
         * @description For members of the organisation whose role has `manageOrders`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["RequestOnce"];
                };
            };
            responses: {
                /** @description Make a ticket void, without money */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["OrderStory"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NoSuchTicket | NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TicketNotValid | TicketUsed | OrderOver */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows/{id}/complimentary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give tickets away: they go out by e-mail, and nothing is paid
         * @description For members of the organisation whose role has `manageOrders`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["Complimentary"];
                };
            };
            responses: {
                /** @description Give tickets away: they go out by e-mail, and nothing is paid */
                201: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["ComplimentaryGiven"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SoldOut | NotOnSale | OrderNotYours | OrderDiffers | OrderClosed */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NoSuchTicketType */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/attention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is open, oldest first
         * @description For members of the organisation whose role has `manageOrders`.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What is open, oldest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AttentionList"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/attention/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say what was done about it; it leaves the list
         * @description For members of the organisation whose role has `manageOrders`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AttentionResolved"];
                };
            };
            responses: {
                /** @description Say what was done about it; it leaves the list */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AttentionList"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description RefundUnderWay */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/attention/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask the provider once more for a refund that it refused
         * @description For members of the organisation whose role has `manageOrders`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["AttentionRetried"];
                };
            };
            responses: {
                /** @description Ask the provider once more for a refund that it refused */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["AttentionList"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/payment-accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the organisation is paid, and what is offered where and why; keys are masked
         * @description For members of the organisation whose role has `manageAccounts`.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description How the organisation is paid, and what is offered where and why; keys are masked */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PaymentAccounts"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        /**
         * Bring an account of its own, change its keys, or say where it is offered
         * @description For members of the organisation whose role has `manageAccounts`.
         */
        put: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["NewPaymentAccount"];
                };
            };
            responses: {
                /** @description Bring an account of its own, change its keys, or say where it is offered */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["PaymentAccounts"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description AccountNameTaken */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description KeysRefused */
                422: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/doors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The evenings ahead that have a door, soonest first
         * @description For members of the organisation whose role has `checkIn`.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The evenings ahead that have a door, soonest first */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DoorDates"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows/{id}/door": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The tickets of a show and the key that proves them, for a door that may lose its network
         * @description For members of the organisation whose role has `checkIn`.
         */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The tickets of a show and the key that proves them, for a door that may lose its network */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["DoorList"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/organiser/{org}/shows/{id}/check-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Scans of a device, also long after; the first good one of a ticket lets its holder in
         * @description For members of the organisation whose role has `checkIn`.
         */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    id: string;
                    /** @description An organisation's slug or id. */
                    org: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["CheckIns"];
                };
            };
            responses: {
                /** @description Scans of a device, also long after; the first good one of a ticket lets its holder in */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["CheckInAnswers"];
                    };
                };
                /** @description InvalidRequest */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description SignInRequired */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotAllowed */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description NotFound */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description ScanReused */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooLarge */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description TooManyRequests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
                /** @description Busy */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        NewOrder: {
            /**
             * Format: uuid
             * @description Chosen by the client, so that a double press lands on the same order.
             */
            orderId: string;
            /** Format: uuid */
            showId: string;
            lines: {
                /** Format: uuid */
                ticketTypeId: string;
                quantity: number;
                /** @description For pay-what-you-want types: what the buyer gives for each, minor units; default: the least. */
                unitAmount?: number;
            }[];
            /** @enum {string} */
            provider: "stripe" | "yookassa" | "stars";
            /**
             * @description Default: the provider's first currency in which all lines have a price.
             * @enum {string}
             */
            currency?: "RUB" | "EUR" | "USD" | "XTR";
            /**
             * Format: email
             * @description Needed from a guest; the ticket is tied to it.
             */
            email?: string;
            name?: string;
            /**
             * @description Default: Accept-Language.
             * @enum {string}
             */
            language?: "ru" | "en";
            /** @description The buyer's own IANA time zone, for reminders. */
            timeZone?: string;
        };
        OrderAgain: {
            /**
             * Format: uuid
             * @description The id of the new order, chosen by the client.
             */
            orderId: string;
        };
        RefundAsked: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same request again returns nothing twice.
             */
            requestId: string;
            /** @description Default: every ticket that is still good. */
            ticketIds?: string[];
        };
        ExchangeAsked: {
            /** Format: uuid */
            requestId: string;
            /** Format: uuid */
            showId: string;
        };
        RatingGiven: {
            stars: number;
            comment?: string;
        };
        ClaimAsked: {
            /** @description From the claim link. */
            key: string;
            /** Format: email */
            email?: string;
            name?: string;
            /** @enum {string} */
            language?: "ru" | "en";
        };
        TicketCheck: {
            token: string;
            /** Format: uuid */
            showId: string;
        };
        ScreenAsked: {
            /**
             * Format: uuid
             * @description Chosen by the page, and kept by it: the same again is the same screen.
             */
            screenId: string;
        };
        Arriving: {
            key: string;
        };
        SignIn: {
            /** @description Telegram's signed Mini App data, as is. */
            initData: string;
            /** @default platform */
            bot: string;
        };
        SignInSecret: {
            secret: string;
        };
        LinkAsked: {
            /** Format: email */
            email: string;
            /** @enum {string} */
            language?: "ru" | "en";
        };
        SignOut: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same request again is one.
             */
            requestId: string;
        };
        NewMember: {
            /** Format: uuid */
            requestId: string;
            /** @enum {string} */
            role: "owner" | "admin" | "operator" | "door" | "content" | "moderator";
            name?: string;
            /** @description How they sign in: with Telegram … */
            telegramId?: number;
            /**
             * Format: email
             * @description … or by a letter. One of both.
             */
            email?: string;
        };
        MemberRole: {
            /** Format: uuid */
            requestId: string;
            /** @enum {string} */
            role: "owner" | "admin" | "operator" | "door" | "content" | "moderator";
        };
        MemberGone: {
            /** Format: uuid */
            requestId: string;
        };
        NewProduction: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same request again changes nothing.
             */
            requestId: string;
            title: {
                ru: string;
                en: string;
            };
            author: {
                ru: string;
                en: string;
            };
            description: {
                ru: string;
                en: string;
            };
            minutes: number;
            ageLimit: number;
            /** @enum {string} */
            symbol: "gull" | "cherry" | "mask" | "crown" | "skull" | "rose" | "moon" | "letter";
            hue: number;
        };
        NewShow: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same request again changes nothing.
             */
            requestId: string;
            /** Format: uuid */
            productionId: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            startsAt: string;
            timeZone: string;
            /** @enum {string} */
            kind: "telegram" | "stream" | "immersive" | "external";
            capacity: number;
            holdMinutes: number;
            refundPolicy: components["schemas"]["RefundPolicy"];
            /**
             * @description Closed chat of a Telegram-native show.
             * @default null
             */
            chatId: number | null;
            ticketTypes: components["schemas"]["NewTicketType"][];
        };
        RefundPolicy: {
            /** @description The whole price comes back until so many hours before the start. */
            fullUntilHours: number;
            /** @description Then this share of it. */
            thenPercent: number;
            /**
             * @description And nothing within so many hours before the start.
             * @default 0
             */
            noneWithinHours: number;
        };
        NewTicketType: {
            name: {
                ru: string;
                en: string;
            };
            note: {
                ru: string;
                en: string;
            };
            quota: number | null;
            /**
             * @description Pay what you want; the prices are the least.
             * @default false
             */
            openPrice: boolean;
            prices: {
                amount: number;
                /** @enum {string} */
                currency: "RUB" | "EUR" | "USD" | "XTR";
            }[];
        };
        ShowSettings: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same request again changes nothing.
             */
            requestId: string;
            capacity: number;
            holdMinutes: number;
            refundPolicy: components["schemas"]["RefundPolicy"];
            /**
             * @description Closed chat of a Telegram-native show.
             * @default null
             */
            chatId: number | null;
        };
        ShowPublished: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same request again changes nothing.
             */
            requestId: string;
            published: boolean;
        };
        ShowMoved: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same request again changes nothing.
             */
            requestId: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            startsAt: string;
        };
        ShowCancelled: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same request again changes nothing.
             */
            requestId: string;
        };
        StageAsked: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same request again changes nothing.
             */
            requestId: string;
        };
        IntervalAsked: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same request again changes nothing.
             */
            requestId: string;
            minutes: number;
        };
        WordAsked: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same request again changes nothing.
             */
            requestId: string;
            /** @description Null takes it back. */
            text: string | null;
        };
        StageSettingsAsked: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same request again changes nothing.
             */
            requestId: string;
            countries: components["schemas"]["CountryRule"] | null;
            /** @description A faint moving mark with the ticket's short number over the picture. */
            mark: boolean;
            archive: components["schemas"]["ArchiveWindows"];
            /** @description Of a show that is played elsewhere. */
            address: string | null;
        };
        CountryRule: {
            /** @enum {string} */
            mode: "allow" | "refuse";
            /** @description ISO 3166-1 alpha-2, upper case. */
            list: string[];
        };
        ArchiveWindows: {
            /** @description Days after the end; 0: nobody sees a recording. */
            availableDays: number;
            /** @description It must be begun within so many days; null: any time. */
            unlockDays: number | null;
            /** @description Hours from the first play; null: no limit. */
            watchHours: number | null;
        };
        KindAsked: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same request again changes nothing.
             */
            requestId: string;
            /** @enum {string} */
            kind: "telegram" | "stream" | "immersive" | "external";
            /**
             * @description The closed chat, for a show played in Telegram.
             * @default null
             */
            chatId: number | null;
            /**
             * @description For a show played elsewhere.
             * @default null
             */
            address: string | null;
        };
        OrganiserRefund: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same request again changes nothing.
             */
            requestId: string;
            ticketIds?: string[];
            /** @description The whole price, whatever the policy says. */
            whole: boolean;
        };
        RequestOnce: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same request again changes nothing.
             */
            requestId: string;
        };
        Complimentary: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same id again gives nothing away twice.
             */
            orderId: string;
            lines: {
                /** Format: uuid */
                ticketTypeId: string;
                quantity: number;
            }[];
            name?: string;
            /** Format: email */
            email: string;
            /** @enum {string} */
            language: "ru" | "en";
        };
        AttentionResolved: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same request again changes nothing.
             */
            requestId: string;
            resolution: string;
        };
        AttentionRetried: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same request again changes nothing.
             */
            requestId: string;
        };
        NewPaymentAccount: {
            /**
             * Format: uuid
             * @description Chosen by the client: the same request again changes nothing.
             */
            requestId: string;
            /** @description Where it is offered; null: the safe default, which the list names with its reason. */
            surfaces: ("bot" | "miniapp" | "web")[] | null;
            active: boolean;
            /** @constant */
            provider: "stripe";
            /** @description Left out: the one on record stays. */
            secretKey?: string;
            /** @description Left out: the one on record stays. */
            webhookSecret?: string;
        } | {
            /**
             * Format: uuid
             * @description Chosen by the client: the same request again changes nothing.
             */
            requestId: string;
            /** @description Where it is offered; null: the safe default, which the list names with its reason. */
            surfaces: ("bot" | "miniapp" | "web")[] | null;
            active: boolean;
            /** @constant */
            provider: "yookassa";
            shopId: string;
            /** @description How tickets are taxed in receipts (54-FZ). */
            vatCode: number;
            /** @description Left out: the one on record stays. */
            secretKey?: string;
        } | {
            /**
             * Format: uuid
             * @description Chosen by the client: the same request again changes nothing.
             */
            requestId: string;
            /** @description Where it is offered; null: the safe default, which the list names with its reason. */
            surfaces: ("bot" | "miniapp" | "web")[] | null;
            active: boolean;
            /** @constant */
            provider: "stars";
        };
        /** @description Scans of one device, in their order. A scan that is synced twice counts once. */
        CheckIns: {
            /** Format: uuid */
            device: string;
            scans: {
                /** Format: uuid */
                id: string;
                /** @description Of the QR code; or the number of a ticket, when a person typed it. */
                token: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC.
                 */
                at: string;
            }[];
        };
        ShowList: {
            shows: components["schemas"]["ShowSummary"][];
        };
        ShowSummary: {
            /** Format: uuid */
            id: string;
            /** @description Short code for deep links. */
            code: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            startsAt: string;
            /** @description The theatre's IANA time zone. */
            timeZone: string;
            /** @enum {string} */
            kind: "telegram" | "stream" | "immersive" | "external";
            /** @enum {string} */
            status: "draft" | "announced" | "provisioned" | "live" | "interrupted" | "ended" | "archived" | "rescheduled" | "cancelled";
            seatsLeft: number;
            onSale: boolean;
            /** @description The lowest price in each currency. */
            fromPrices: components["schemas"]["Money"][];
            production: components["schemas"]["Production"];
        };
        Money: {
            /** @description Minor units: kopecks, cents, whole Stars. */
            amount: number;
            /** @enum {string} */
            currency: "RUB" | "EUR" | "USD" | "XTR";
        };
        Production: {
            /** Format: uuid */
            id: string;
            slug: string;
            title: components["schemas"]["LocalText"];
            author: components["schemas"]["LocalText"];
            description: components["schemas"]["LocalText"];
            theatre: components["schemas"]["LocalText"];
            /** @description Length with intervals. */
            minutes: number;
            /** @description Years; 0 is for everyone. */
            ageLimit: number;
            /** @enum {string} */
            symbol: "gull" | "cherry" | "mask" | "crown" | "skull" | "rose" | "moon" | "letter";
            hue: number;
            /** @description Path of the poster as SVG; the same with .png is a picture. Add ?language=ru|en. */
            posterUrl: string;
        };
        /** @description One text in both languages. */
        LocalText: {
            ru: string;
            en: string;
        };
        Problem: {
            /** @description One of a fixed list of codes. */
            error: string;
            message: string;
            /** @description What to do about it. */
            how: string;
            issues?: {
                path: string;
                message: string;
            }[];
            requestId: string;
        };
        Show: {
            /** Format: uuid */
            id: string;
            /** @description Short code for deep links. */
            code: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            startsAt: string;
            /** @description The theatre's IANA time zone. */
            timeZone: string;
            /** @enum {string} */
            kind: "telegram" | "stream" | "immersive" | "external";
            /** @enum {string} */
            status: "draft" | "announced" | "provisioned" | "live" | "interrupted" | "ended" | "archived" | "rescheduled" | "cancelled";
            seatsLeft: number;
            onSale: boolean;
            /** @description The lowest price in each currency. */
            fromPrices: components["schemas"]["Money"][];
            production: components["schemas"]["Production"];
            /** @description Where it is played, or where not; null: everywhere. */
            countries: components["schemas"]["CountryRuleOutput"] | null;
            /** @description False when the house knows that the caller is where it is not played. */
            countryAllowed: boolean;
            ticketTypes: components["schemas"]["TicketType"][];
            maxTicketsAnOrder: number;
            /** @description How long seats wait for the payment. */
            holdMinutes: number;
            refundPolicy: components["schemas"]["RefundPolicyOutput"];
            otherDates: components["schemas"]["ShowDate"][];
            /** @description Ways to pay where the caller stands (web, or inside Telegram). */
            payment: components["schemas"]["PaymentOffer"][];
        };
        TicketType: {
            /** Format: uuid */
            id: string;
            position: number;
            name: components["schemas"]["LocalText"];
            note: components["schemas"]["LocalText"];
            prices: components["schemas"]["Money"][];
            /** @description How many of this type can be had now. */
            left: number;
            /** @description Pay what you want: the prices are the least. */
            openPrice: boolean;
        };
        ShowDate: {
            /** Format: uuid */
            id: string;
            /** @description Short code for deep links. */
            code: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            startsAt: string;
            /** @description The theatre's IANA time zone. */
            timeZone: string;
            /** @enum {string} */
            kind: "telegram" | "stream" | "immersive" | "external";
            /** @enum {string} */
            status: "draft" | "announced" | "provisioned" | "live" | "interrupted" | "ended" | "archived" | "rescheduled" | "cancelled";
            seatsLeft: number;
            onSale: boolean;
            /** @description The lowest price in each currency. */
            fromPrices: components["schemas"]["Money"][];
        };
        PaymentOffer: {
            /** @enum {string} */
            provider: "stripe" | "yookassa" | "stars";
            account: string;
            currencies: ("RUB" | "EUR" | "USD" | "XTR")[];
        };
        PlacedOrder: {
            /** Format: uuid */
            orderId: string;
            checkoutUrl: string;
            total: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            holdEndsAt: string;
            /** @description Shows this order to whoever has it: ?token= of GET /api/orders/:id. */
            orderToken: string;
        };
        OrderList: {
            orders: components["schemas"]["Order"][];
        };
        Order: {
            /** Format: uuid */
            orderId: string;
            number: string;
            /** @enum {string} */
            phase: "held" | "awaitingPayment" | "paid" | "closed" | "expired" | "cancelled" | "refunded";
            /** @description Why an order was cancelled: soldOut, buyer, paymentUnavailable … */
            reason: string | null;
            show: components["schemas"]["ShowSummary"];
            lines: {
                /** Format: uuid */
                ticketTypeId: string;
                name: components["schemas"]["LocalText"];
                quantity: number;
                unit: components["schemas"]["Money"];
                total: components["schemas"]["Money"];
            }[];
            total: components["schemas"]["Money"];
            /** @enum {string} */
            provider: "stripe" | "yookassa" | "stars" | "none";
            checkoutUrl: string | null;
            holdEndsAt: string | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            createdAt: string;
            paidAt: string | null;
            tickets: components["schemas"]["Ticket"][];
            refunds: {
                amount: components["schemas"]["Money"];
                /** @enum {string} */
                status: "requested" | "succeeded" | "refused";
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC.
                 */
                at: string;
            }[];
            /** @description Complimentary. */
            given: boolean;
            canRefund: boolean;
            canExchange: boolean;
            canRate: boolean;
            /** @description The hold ended or seats ran out: the same may be asked for again. */
            canOrderAgain: boolean;
            rating: number | null;
            /** @description The words that came with the stars. */
            ratingComment: string | null;
            /** @description The evening as an .ics file. */
            calendarUrl: string | null;
            /** @description Brings this order into Telegram: messages and tickets go there. */
            telegramUrl: string | null;
            /** @description The show is played in a closed Telegram chat: /watch in the bot leads there. */
            joinable: boolean;
            /** @description The show was moved after this order was made; it may be returned whole. */
            movedFrom: string | null;
            /** @description Money came that does not fit the order; a person looks at it. */
            attention: boolean;
        };
        Ticket: {
            /** Format: uuid */
            id: string;
            /** @description Short number for people, e.g. 7F-2K-91. */
            number: string;
            typeName: components["schemas"]["LocalText"];
            /** @enum {string} */
            state: "valid" | "revoked";
            revokeReason: ("refunded" | "exchanged" | "showCancelled" | "organiser") | null;
            usedAt: string | null;
            /** @description What was paid for it. */
            unit: components["schemas"]["Money"];
            /**
             * @description A companion has claimed it and shows it at the door.
             * @enum {string}
             */
            holder: "buyer" | "companion";
            /** @description Hands this ticket to a companion, once; null when it cannot be handed on. */
            claimUrl: string | null;
            /** @description Path of the page where this ticket is watched; null when a companion holds it or it is void. */
            watchUrl: string | null;
            /** @description Ed25519 signed; a door can check it offline. Null when a companion holds it. */
            token: string | null;
            /** @description The token as a QR code, SVG source. */
            qr: string | null;
        };
        RefundQuote: {
            /** @description Why nothing can be returned now; null when it can. */
            refusal: ("InvalidRequest" | "NotFound" | "SignInRequired" | "SignInRefused" | "SignInWaiting" | "SignInTaken" | "SignInDeclined" | "SignInExpired" | "NotAllowed" | "LastOwner" | "EmailRequired" | "OrderNotYours" | "OrderDiffers" | "OrderClosed" | "RefundUnderWay" | "OrderOver" | "NotAwaitingPayment" | "SoldOut" | "TooManyHeld" | "NotOnSale" | "NoSuchTicketType" | "NoPriceInCurrency" | "ProviderNotOffered" | "PaymentUnavailable" | "SalesPaused" | "PriceTooLow" | "NotPaid" | "NoSuchTicket" | "TicketNotValid" | "TicketUsed" | "RefundClosed" | "RefundWholeOnly" | "NothingToReturn" | "ExchangeClosed" | "ExchangeUnfit" | "ClaimRefused" | "ClaimTaken" | "RatingClosed" | "NoInvitation" | "ShowNotOpen" | "ShowIncomplete" | "TimePassed" | "CapacityTooSmall" | "ScanReused" | "ScreenEnded" | "WatchClosed" | "CountryRefused" | "HandoverOver" | "NoPicture" | "NoChannel" | "NoRecording" | "AccountNameTaken" | "KeysRefused" | "SignatureRefused" | "UnknownToUs" | "TooManyRequests" | "TooLarge" | "Busy" | "Internal") | null;
            tickets: {
                /** Format: uuid */
                ticketId: string;
                back: components["schemas"]["Money"];
                kept: components["schemas"]["Money"];
            }[];
            back: components["schemas"]["Money"];
            /** @description Kept by the refund policy of the show. */
            kept: components["schemas"]["Money"];
            /** @description Share of the price that comes back now. */
            percent: number;
            /** @description The payment can only be returned for the whole order (Stars). */
            wholeOnly: boolean;
            /** @description Until when this share holds. */
            until: string | null;
        };
        ExchangeDates: {
            refusal: ("InvalidRequest" | "NotFound" | "SignInRequired" | "SignInRefused" | "SignInWaiting" | "SignInTaken" | "SignInDeclined" | "SignInExpired" | "NotAllowed" | "LastOwner" | "EmailRequired" | "OrderNotYours" | "OrderDiffers" | "OrderClosed" | "RefundUnderWay" | "OrderOver" | "NotAwaitingPayment" | "SoldOut" | "TooManyHeld" | "NotOnSale" | "NoSuchTicketType" | "NoPriceInCurrency" | "ProviderNotOffered" | "PaymentUnavailable" | "SalesPaused" | "PriceTooLow" | "NotPaid" | "NoSuchTicket" | "TicketNotValid" | "TicketUsed" | "RefundClosed" | "RefundWholeOnly" | "NothingToReturn" | "ExchangeClosed" | "ExchangeUnfit" | "ClaimRefused" | "ClaimTaken" | "RatingClosed" | "NoInvitation" | "ShowNotOpen" | "ShowIncomplete" | "TimePassed" | "CapacityTooSmall" | "ScanReused" | "ScreenEnded" | "WatchClosed" | "CountryRefused" | "HandoverOver" | "NoPicture" | "NoChannel" | "NoRecording" | "AccountNameTaken" | "KeysRefused" | "SignatureRefused" | "UnknownToUs" | "TooManyRequests" | "TooLarge" | "Busy" | "Internal") | null;
            until: string | null;
            dates: components["schemas"]["ExchangeDate"][];
        };
        ExchangeDate: {
            /** Format: uuid */
            id: string;
            /** @description Short code for deep links. */
            code: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            startsAt: string;
            /** @description The theatre's IANA time zone. */
            timeZone: string;
            /** @enum {string} */
            kind: "telegram" | "stream" | "immersive" | "external";
            /** @enum {string} */
            status: "draft" | "announced" | "provisioned" | "live" | "interrupted" | "ended" | "archived" | "rescheduled" | "cancelled";
            seatsLeft: number;
            onSale: boolean;
            /** @description The lowest price in each currency. */
            fromPrices: components["schemas"]["Money"][];
            /** @description Why this date cannot be had; null when it can. */
            refusal: ("InvalidRequest" | "NotFound" | "SignInRequired" | "SignInRefused" | "SignInWaiting" | "SignInTaken" | "SignInDeclined" | "SignInExpired" | "NotAllowed" | "LastOwner" | "EmailRequired" | "OrderNotYours" | "OrderDiffers" | "OrderClosed" | "RefundUnderWay" | "OrderOver" | "NotAwaitingPayment" | "SoldOut" | "TooManyHeld" | "NotOnSale" | "NoSuchTicketType" | "NoPriceInCurrency" | "ProviderNotOffered" | "PaymentUnavailable" | "SalesPaused" | "PriceTooLow" | "NotPaid" | "NoSuchTicket" | "TicketNotValid" | "TicketUsed" | "RefundClosed" | "RefundWholeOnly" | "NothingToReturn" | "ExchangeClosed" | "ExchangeUnfit" | "ClaimRefused" | "ClaimTaken" | "RatingClosed" | "NoInvitation" | "ShowNotOpen" | "ShowIncomplete" | "TimePassed" | "CapacityTooSmall" | "ScanReused" | "ScreenEnded" | "WatchClosed" | "CountryRefused" | "HandoverOver" | "NoPicture" | "NoChannel" | "NoRecording" | "AccountNameTaken" | "KeysRefused" | "SignatureRefused" | "UnknownToUs" | "TooManyRequests" | "TooLarge" | "Busy" | "Internal") | null;
        };
        ClaimOffer: {
            /** @enum {string} */
            state: "open" | "taken" | "revoked";
            number: string;
            typeName: components["schemas"]["LocalText"];
            show: components["schemas"]["ShowSummary"];
            /** @description Claims it in Telegram. */
            botUrl: string | null;
        };
        Claimed: {
            pass: components["schemas"]["TicketPass"];
            /** @description Shows this ticket to whoever has it. */
            token: string;
        };
        TicketPass: {
            /** Format: uuid */
            id: string;
            number: string;
            typeName: components["schemas"]["LocalText"];
            /** @enum {string} */
            state: "valid" | "revoked";
            revokeReason: string | null;
            usedAt: string | null;
            token: string;
            qr: string;
            show: components["schemas"]["ShowSummary"];
            calendarUrl: string;
            /** @description Path of the page where this ticket is watched. */
            watchUrl: string;
            /** @description The show is played in a closed Telegram chat: /watch in the bot leads there. */
            joinable: boolean;
        };
        TicketPasses: {
            tickets: components["schemas"]["TicketPass"][];
        };
        TicketVerdict: {
            valid: boolean;
            /** @enum {string} */
            reason: "ok" | "forged" | "otherShow" | "revoked" | "unknown";
            ticket: {
                number: string;
                typeName: components["schemas"]["LocalText"];
                usedAt: string | null;
            } | null;
        };
        WatchView: {
            /** Format: uuid */
            ticketId: string;
            number: string;
            typeName: components["schemas"]["LocalText"];
            show: components["schemas"]["ShowSummary"];
            /** @enum {string} */
            state: "offline" | "test" | "live" | "interval" | "interrupted" | "ended" | "archived" | "closed";
            /**
             * Format: date-time
             * @description The house's clock, for countdowns.
             */
            now: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            begins: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            plannedEnd: string;
            /** @description A screen may be taken and played now. */
            may: boolean;
            /** @description What would be played. */
            what: ("live" | "recording") | null;
            /** @description Why there is nothing to play; null when there is. */
            why: ("notYet" | "ticketVoid" | "showCancelled" | "countryRefused" | "inTelegram" | "atAddress" | "notBuilt" | "recordingWriting" | "recordingNone" | "archiveOver" | "unlockOver" | "watchOver") | null;
            message: components["schemas"]["LocalText"] | null;
            /** @description What to do about it. */
            how: components["schemas"]["LocalText"] | null;
            /** @description The stage manager's word to the viewers. */
            word: string | null;
            intervalUntil: string | null;
            /** @description Short id for the faint moving mark; null: no mark. */
            mark: string | null;
            /** @description Of a show that is played elsewhere; whoever knows it gets in. */
            address: string | null;
            /** @description Of a show that is played in Telegram: opens the way in. */
            botUrl: string | null;
            recording: {
                seconds: number | null;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC.
                 */
                availableUntil: string;
                /**
                 * Format: date-time
                 * @description It must be begun by then.
                 */
                unlockUntil: string;
                /** @description Null until it is begun. */
                watchUntil: string | null;
            } | null;
        };
        ScreenTaken: {
            /** Format: uuid */
            screenId: string;
            version: number;
            /** @enum {string} */
            what: "live" | "recording";
            /** @description Another screen of this ticket has ended. */
            endedAnother: boolean;
        };
        Playback: {
            url: string;
            /** @enum {string} */
            kind: "ll-hls" | "hls" | "mp4";
            /** @enum {string} */
            what: "live" | "recording";
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            expiresAt: string;
            /**
             * Format: date-time
             * @description Ask again by then; the answer may name another address.
             */
            renewAt: string;
        };
        Handover: {
            /** @description The watch page, for a QR code. */
            url: string;
            qr: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            expiresAt: string;
        };
        Arrived: {
            /** @description ?token= of the watch routes of this ticket, for hours. */
            token: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            expiresAt: string;
        };
        SignedIn: {
            /** @description Send as Authorization: Bearer. */
            token: string;
            /** Format: uuid */
            personId: string;
            /** @description Empty when it is not known. */
            firstName: string;
            /** @enum {string} */
            language: "ru" | "en";
            /** @enum {string} */
            surface: "bot" | "miniapp" | "web";
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            expiresAt: string;
        };
        House: {
            botUsername: string | null;
            /** @description The sandbox's phone, when the house runs without a real bot. */
            phoneUrl: string | null;
            temporalUiUrl: string | null;
        };
        SignInBegun: {
            /** Format: uuid */
            signInId: string;
            /** @description Known to this browser alone; it buys the session. */
            secret: string;
            /** @description To be shown: the bot names the same number. */
            code: string;
            /** @description Opens the chat with the bot. */
            deepLink: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            expiresAt: string;
        };
        SignInWaits: {
            /** @constant */
            state: "waiting";
        };
        LinkSent: {
            /** @constant */
            state: "sent";
            /** @description How long the link is good. */
            minutes: number;
        };
        SignedOut: {
            /** @constant */
            state: "signedOut";
        };
        OrganisationList: {
            organisations: {
                /** Format: uuid */
                id: string;
                slug: string;
                name: components["schemas"]["LocalText"];
                timeZone: string;
                /** @enum {string} */
                role: "owner" | "admin" | "operator" | "door" | "content" | "moderator";
                /** @description What the role may do. */
                permissions: ("seeSales" | "manageShows" | "runStage" | "manageOrders" | "checkIn" | "manageAccounts" | "manageMembers")[];
            }[];
        };
        MemberList: {
            members: {
                /** Format: uuid */
                personId: string;
                name: string | null;
                /** @enum {string} */
                role: "owner" | "admin" | "operator" | "door" | "content" | "moderator";
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC.
                 */
                since: string;
            }[];
            /** @description Roles that whoever asks may give and take. */
            mayGive: ("owner" | "admin" | "operator" | "door" | "content" | "moderator")[];
        };
        MyProductions: {
            timeZone: string;
            productions: components["schemas"]["MyProduction"][];
        };
        MyProduction: {
            /** Format: uuid */
            id: string;
            slug: string;
            title: components["schemas"]["LocalText"];
            author: components["schemas"]["LocalText"];
            description: components["schemas"]["LocalText"];
            minutes: number;
            ageLimit: number;
            /** @enum {string} */
            symbol: "gull" | "cherry" | "mask" | "crown" | "skull" | "rose" | "moon" | "letter";
            hue: number;
            posterUrl: string;
            published: boolean;
            shows: components["schemas"]["MyShow"][];
        };
        MyShow: {
            /** Format: uuid */
            id: string;
            code: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            startsAt: string;
            timeZone: string;
            /** @enum {string} */
            kind: "telegram" | "stream" | "immersive" | "external";
            /** @enum {string} */
            status: "draft" | "announced" | "provisioned" | "live" | "interrupted" | "ended" | "archived" | "rescheduled" | "cancelled";
            published: boolean;
            sales: components["schemas"]["Sales"];
        };
        Sales: {
            capacity: number;
            sold: number;
            /** @description Waiting for payment. */
            held: number;
            /** @description Complimentary, part of sold. */
            given: number;
            checkedIn: number;
            /** @description Paid and not returned, by currency. */
            earned: components["schemas"]["Money"][];
            returned: components["schemas"]["Money"][];
        };
        ProductionSaved: {
            /** Format: uuid */
            productionId: string;
            slug: string;
        };
        ShowSaved: {
            /** Format: uuid */
            showId: string;
            code: string;
        };
        MyShowDetails: {
            /** Format: uuid */
            id: string;
            code: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            startsAt: string;
            timeZone: string;
            /** @enum {string} */
            kind: "telegram" | "stream" | "immersive" | "external";
            /** @enum {string} */
            status: "draft" | "announced" | "provisioned" | "live" | "interrupted" | "ended" | "archived" | "rescheduled" | "cancelled";
            published: boolean;
            sales: components["schemas"]["Sales"];
            /** Format: uuid */
            productionId: string;
            title: components["schemas"]["LocalText"];
            posterUrl: string;
            minutes: number;
            holdMinutes: number;
            refundPolicy: components["schemas"]["RefundPolicyOutput"];
            chatId: number | null;
            ticketTypes: components["schemas"]["MyTicketType"][];
            /** @description Newest first. */
            changes: components["schemas"]["ShowChange"][];
            rating: {
                average: number | null;
                count: number;
            };
            temporalUrl: string | null;
        };
        MyTicketType: {
            /** Format: uuid */
            id: string;
            position: number;
            name: components["schemas"]["LocalText"];
            note: components["schemas"]["LocalText"];
            quota: number | null;
            openPrice: boolean;
            prices: components["schemas"]["Money"][];
            sold: number;
        };
        ShowChange: {
            revision: number;
            /** @enum {string} */
            kind: "moved" | "cancelled" | "wayIn";
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            fromStartsAt: string;
            toStartsAt: string | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            at: string;
            /** @description Orders that it concerns. */
            total: number;
            /** @description Orders whose process has dealt with it. */
            told: number;
            /** @description Orders whose money went back. */
            returned: number;
            /** @description Refunds that their provider refused; they are on the list. */
            refused: number;
        };
        StageDesk: {
            show: {
                /** Format: uuid */
                id: string;
                code: string;
                title: components["schemas"]["LocalText"];
                posterUrl: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC.
                 */
                startsAt: string;
                timeZone: string;
                /** @enum {string} */
                kind: "telegram" | "stream" | "immersive" | "external";
                /** @enum {string} */
                status: "draft" | "announced" | "provisioned" | "live" | "interrupted" | "ended" | "archived" | "rescheduled" | "cancelled";
            };
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            now: string;
            /** @enum {string} */
            state: "offline" | "test" | "live" | "interval" | "interrupted" | "ended" | "archived" | "closed";
            onAir: boolean;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            plannedEnd: string;
            startedAt: string | null;
            endedAt: string | null;
            intervalUntil: string | null;
            word: string | null;
            /** @description embedded, mediamtx, ivs; null: no channel. */
            provider: string | null;
            channelReady: boolean;
            /** @description Where a programme such as OBS sends to. The key is a secret. */
            ingest: {
                /** @enum {string} */
                protocol: "rtmp" | "rtmps" | "whip" | "srt";
                url: string;
                key: string;
            }[];
            keyRevision: number;
            picture: components["schemas"]["Picture"] | null;
            advice: ("noPicture" | "noVideo" | "noSound" | "quiet" | "bitrateLow" | "bitrateHigh" | "keyframesRare")[];
            can: {
                start: boolean;
                interval: boolean;
                resume: boolean;
                end: boolean;
                rotateKey: boolean;
                preview: boolean;
                changeKind: boolean;
            };
            /** @description Tickets that have a screen now. */
            screens: number;
            settings: components["schemas"]["StageSettings"];
            recording: {
                recordingId: string;
                seconds: number | null;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC.
                 */
                availableUntil: string;
                canDownload: boolean;
            } | null;
            /** @description Newest first, a hundred at most. */
            events: {
                /** Format: uuid */
                id: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC.
                 */
                at: string;
                kind: string;
                text: components["schemas"]["LocalText"];
                failed: boolean;
            }[];
            temporalUrl: string | null;
        };
        Picture: {
            /**
             * Format: date-time
             * @description When the media server was asked.
             */
            at: string;
            publishing: boolean;
            since: string | null;
            /** @description rtmp, rtmps, whip, srt. */
            by: string | null;
            /** @description Null: the server does not say. */
            video: boolean | null;
            audio: boolean | null;
            /** @description Bits a second. */
            bitrate: number | null;
            /** @description Seconds between key frames. */
            keyframes: number | null;
            width: number | null;
            height: number | null;
            viewers: number | null;
            /** @description Milliseconds since the last piece of picture. */
            quietFor: number | null;
        };
        StageSettings: {
            countries: components["schemas"]["CountryRuleOutput"] | null;
            /** @description A faint moving mark with the ticket's short number over the picture. */
            mark: boolean;
            archive: components["schemas"]["ArchiveWindowsOutput"];
            /** @description Of a show that is played elsewhere. */
            address: string | null;
        };
        PreviewPlayback: {
            url: string;
            /** @enum {string} */
            kind: "ll-hls" | "hls" | "mp4";
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            expiresAt: string;
        };
        Download: {
            url: string;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            expiresAt: string;
        };
        SoldOrders: {
            orders: components["schemas"]["SoldOrder"][];
            total: number;
        };
        SoldOrder: {
            /** Format: uuid */
            orderId: string;
            number: string;
            /** @enum {string} */
            phase: "held" | "awaitingPayment" | "paid" | "closed" | "expired" | "cancelled" | "refunded";
            name: string | null;
            email: string | null;
            telegram: boolean;
            /** @description Tickets that were asked for. */
            asked: number;
            /** @description Tickets still good. */
            seats: number;
            total: components["schemas"]["Money"];
            /** @description Of the total, back with the buyer or on its way there. */
            returned: components["schemas"]["Money"];
            /** @enum {string} */
            provider: "stripe" | "yookassa" | "stars" | "none";
            /** @enum {string} */
            surface: "bot" | "miniapp" | "web";
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            createdAt: string;
            attention: boolean;
            given: boolean;
        };
        OrderStory: {
            order: components["schemas"]["Order"];
            contact: {
                name: string | null;
                email: string | null;
                telegramId: number | null;
            };
            /** @description In the process's own words; null when it has ended or is away. */
            waitsFor: string | null;
            /** @description Oldest first. */
            timeline: components["schemas"]["TimelineEntry"][];
            temporalUrl: string | null;
        };
        TimelineEntry: {
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            at: string;
            /** @description ordered, held, paid, ticketed, sent, claimed, joined, checkedIn, refund, moved … */
            kind: string;
            text: components["schemas"]["LocalText"];
            failed: boolean;
        };
        ComplimentaryGiven: {
            /** Format: uuid */
            orderId: string;
            number: string;
            orderUrl: string;
        };
        AttentionList: {
            items: components["schemas"]["AttentionItem"][];
        };
        AttentionItem: {
            /** Format: uuid */
            id: string;
            kind: string;
            title: components["schemas"]["LocalText"];
            nextStep: components["schemas"]["LocalText"];
            details: {
                [key: string]: string | number;
            };
            orderId: string | null;
            orderNumber: string | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            since: string;
            ageHours: number;
            canRetry: boolean;
            /** @description False: it leaves the list by itself. */
            canResolve: boolean;
        };
        PaymentAccounts: {
            /** @description The organisation's own. */
            accounts: components["schemas"]["PaymentAccount"][];
            /** @description Where the house can be paid for it otherwise. */
            house: ("stripe" | "yookassa" | "stars")[];
            surfaces: {
                /** @enum {string} */
                surface: "bot" | "miniapp" | "web";
                byDefault: ("stripe" | "yookassa" | "stars")[];
                reason: components["schemas"]["LocalText"];
                offered: {
                    /** @enum {string} */
                    provider: "stripe" | "yookassa" | "stars";
                    account: string;
                }[];
            }[];
        };
        PaymentAccount: {
            /** @enum {string} */
            provider: "stripe" | "yookassa" | "stars";
            name: string;
            settings: {
                [key: string]: string | number | boolean;
            };
            secrets: {
                name: string;
                /** @description Its last characters only. */
                shown: string;
            }[];
            surfaces: ("bot" | "miniapp" | "web")[] | null;
            active: boolean;
            /** @description What to enter at the provider, so that it tells of payments. */
            webhookUrl: string | null;
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            changedAt: string;
        };
        DoorDates: {
            shows: {
                /** Format: uuid */
                id: string;
                code: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC.
                 */
                startsAt: string;
                timeZone: string;
                title: components["schemas"]["LocalText"];
            }[];
        };
        DoorList: {
            show: {
                /** Format: uuid */
                id: string;
                code: string;
                /**
                 * Format: date-time
                 * @description ISO 8601, UTC.
                 */
                startsAt: string;
                timeZone: string;
                /** @enum {string} */
                status: "draft" | "announced" | "provisioned" | "live" | "interrupted" | "ended" | "archived" | "rescheduled" | "cancelled";
                title: components["schemas"]["LocalText"];
            };
            /** @description Ed25519, raw 32 bytes, base64url: tickets can be checked without a network. */
            publicKey: string;
            tickets: {
                /** Format: uuid */
                id: string;
                number: string;
                typeName: components["schemas"]["LocalText"];
                /** @enum {string} */
                state: "valid" | "revoked";
                usedAt: string | null;
            }[];
            /**
             * Format: date-time
             * @description ISO 8601, UTC.
             */
            at: string;
        };
        CheckInAnswers: {
            results: {
                /** Format: uuid */
                id: string;
                /** @enum {string} */
                result: "admitted" | "already" | "revoked" | "otherShow" | "unknown" | "forged";
                ticketId: string | null;
                number: string | null;
                typeName: components["schemas"]["LocalText"] | null;
                /** @description When this ticket was let in first. */
                firstAt: string | null;
            }[];
        };
        CountryRuleOutput: {
            /** @enum {string} */
            mode: "allow" | "refuse";
            /** @description ISO 3166-1 alpha-2, upper case. */
            list: string[];
        };
        RefundPolicyOutput: {
            /** @description The whole price comes back until so many hours before the start. */
            fullUntilHours: number;
            /** @description Then this share of it. */
            thenPercent: number;
            /**
             * @description And nothing within so many hours before the start.
             * @default 0
             */
            noneWithinHours: number;
        };
        ArchiveWindowsOutput: {
            /** @description Days after the end; 0: nobody sees a recording. */
            availableDays: number;
            /** @description It must be begun within so many days; null: any time. */
            unlockDays: number | null;
            /** @description Hours from the first play; null: no limit. */
            watchHours: number | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
