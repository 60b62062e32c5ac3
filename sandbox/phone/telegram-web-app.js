window.Telegram = { WebApp: {} };
