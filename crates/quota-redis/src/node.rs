//! Opening a connection to Redis, or to a node of its cluster.

use crate::failure::{Step, StepError};
use redis::{
    AsyncConnectionConfig, Client, ConnectionAddr, ConnectionInfo, ErrorKind, RedisConnectionInfo, RedisError,
    RedisResult, aio::MultiplexedConnection,
};
use std::time::Duration;

/// How Redis is reached. The node may be any of a cluster; the cluster says which one has the keys.
#[derive(Clone)]
pub(crate) struct Server {
    info: ConnectionInfo,
    login: RedisConnectionInfo,
}

impl Server {
    /// The server of a URL. This program logs in and selects the database itself, because the client's own errors hide
    /// the server's error codes.
    pub(crate) fn new(client: &Client) -> Self {
        let info = client.get_connection_info().clone();
        let login = info.redis_settings().clone();
        let settings = RedisConnectionInfo::default().set_protocol(login.protocol()).set_skip_set_lib_name();
        Self { info: info.set_redis_settings(settings), login }
    }

    /// Host and port, or path.
    pub(crate) fn address(&self) -> String {
        self.info.addr().to_string()
    }

    /// The same server at the address that a cluster's redirection names: `host:port`, or `:port` for the host that
    /// answered.
    pub(crate) fn redirected(&self, address: &str) -> Option<Self> {
        let (name, port) = address.rsplit_once(':')?;
        let moved_port = port.parse().ok()?;
        let mut addr = self.info.addr().clone();
        match &mut addr {
            ConnectionAddr::Tcp(host, port) | ConnectionAddr::TcpTls { host, port, .. } => {
                if !name.is_empty() {
                    name.clone_into(host);
                }
                *port = moved_port;
            }
            // Whoever reaches a node by a socket in the file system reaches no other one.
            _ => return None,
        }
        Some(Self { info: self.info.clone().set_addr(addr), login: self.login.clone() })
    }

    /// Opens a connection that is logged in and uses the database of the URL.
    pub(crate) async fn open(&self, timeout: Duration) -> Result<MultiplexedConnection, StepError> {
        let config =
            AsyncConnectionConfig::new().set_connection_timeout(Some(timeout)).set_response_timeout(Some(timeout));
        let connecting = async {
            let client = Client::open(self.info.clone())?;
            client.get_multiplexed_async_connection_with_config(&config).await
        };
        let mut connection = connecting.await.map_err(|error| StepError::new(Step::Connect, error))?;
        self.log_in(&mut connection).await.map_err(|error| StepError::new(Step::LogIn, error))?;
        self.select(&mut connection).await.map_err(|error| StepError::new(Step::Select, error))?;
        Ok(connection)
    }

    async fn log_in(&self, connection: &mut MultiplexedConnection) -> RedisResult<()> {
        let Some(password) = self.login.password() else {
            return match self.login.username() {
                Some(_) => Err(RedisError::from((ErrorKind::AuthenticationFailed, "a user without a password"))),
                None => Ok(()),
            };
        };
        let mut command = redis::cmd("AUTH");
        if let Some(user) = self.login.username() {
            command.arg(user);
        }
        match command.arg(password).exec_async(connection).await {
            // Redis 5 knows no users.
            Err(error) if error.to_string().contains("wrong number of arguments") => {
                redis::cmd("AUTH").arg(password).exec_async(connection).await
            }
            logged_in => logged_in,
        }
    }

    async fn select(&self, connection: &mut MultiplexedConnection) -> RedisResult<()> {
        match self.login.db() {
            0 => Ok(()),
            database => redis::cmd("SELECT").arg(database).exec_async(connection).await,
        }
    }
}
